insert into accounts (id, name, kura_cache, custom_endpoints, dedicated)
values ((select coalesce(max(id), 0) + 1 from accounts), :name, :kura_cache, :custom_endpoints, :dedicated)
returning *
