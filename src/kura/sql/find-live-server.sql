select * from kura_servers
where account_id = :account_id and region = :region and status <> 4
