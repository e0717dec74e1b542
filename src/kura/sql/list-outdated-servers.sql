select kura_servers.* from kura_servers
where status = 1
  and current_image_tag <> :image_tag
  and not exists (
    select 1 from kura_deployments
    where kura_deployments.server_id = kura_servers.id
      and kura_deployments.image_tag = :image_tag
  )
order by id
