insert into account_cache_endpoints (account_id, url, technology)
values (:account_id, :url, :technology)
on conflict (account_id, technology, url) do nothing
