select * from kura_servers
where status in (0, 1, 2)
order by updated_at, id
limit :batch
