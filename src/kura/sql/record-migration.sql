insert into schema_migrations (version) values (:version)
on conflict (version) do nothing
