update kura_servers
set status = 4,
    url = null,
    updated_at = (select max(updated_at) + 1 from kura_servers)
where id = :server_id
