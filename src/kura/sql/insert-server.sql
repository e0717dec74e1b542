insert into kura_servers (id, account_id, region, status, provisioner_node_ref, updated_at)
values (
  :account_id || '/' || :region || '/'
    || (select count(*) + 1 from kura_servers where account_id = :account_id and region = :region),
  :account_id,
  :region,
  0,
  :provisioner_node_ref,
  (select coalesce(max(updated_at), 0) + 1 from kura_servers)
)
returning *
