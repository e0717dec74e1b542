delete from account_cache_endpoints
where account_id = :account_id
  and technology = 1
  and url not in (
    select url from kura_servers where account_id = :account_id and url is not null
  )
