select url from kura_servers
where account_id = :account_id and status = 1 and url is not null
