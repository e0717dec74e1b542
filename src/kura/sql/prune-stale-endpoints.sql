delete from account_cache_endpoints
where technology = 1
  and url like '%.kura.tuist.dev'
  and url not like '%' || :suffix || '.kura.tuist.dev'
