update kura_servers
set status = :status,
    updated_at = (select max(updated_at) + 1 from kura_servers)
where id = :server_id
