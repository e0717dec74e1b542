delete from account_cache_endpoints
where account_id = :account_id
  and technology = 1
  and url = :previous_url
  and url <> :url
