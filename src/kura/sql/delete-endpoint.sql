delete from account_cache_endpoints
where account_id = :account_id and url = :url
