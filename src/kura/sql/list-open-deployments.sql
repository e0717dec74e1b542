select newest.* from kura_deployments newest
join kura_servers on kura_servers.id = newest.server_id
where newest.status in (0, 1)
  and newest.inserted_at = (
    select max(inserted_at) from kura_deployments open
    where open.server_id = newest.server_id and open.status in (0, 1)
  )
order by kura_servers.updated_at, kura_servers.id
limit :batch
