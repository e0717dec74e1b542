select * from kura_servers where id = :server_id
