select * from kura_servers
where status = 3
order by updated_at, id
limit :batch
