-- The tables of one environment's database, as far as endpoints and their servers depend on them.
-- Technology: 0 the customer's own, 1 mirrored from a server, 3 a self-hosted peer.
-- Server status: 0 provisioning, 1 active, 2 failed, 3 destroying, 4 destroyed.
-- Deployment status: 0 pending, 1 running, 2 succeeded, 3 failed, 4 cancelled.
-- Moments are sequence numbers: only their order counts.

create table accounts (
  id integer primary key,
  name text not null unique,
  kura_cache integer not null default 0,
  custom_endpoints integer not null default 0,
  dedicated integer not null default 0
);

create table kura_servers (
  id text primary key,
  account_id integer not null references accounts (id) on delete cascade,
  region text not null,
  status integer not null default 0,
  url text,
  current_image_tag text,
  observed_image_tag text,
  provisioner_node_ref text,
  updated_at integer not null default 0,
  check (status <> 1 or (url is not null and current_image_tag is not null))
);

create unique index kura_servers_live on kura_servers (account_id, region) where status <> 4;

create table kura_deployments (
  id text primary key,
  server_id text not null references kura_servers (id) on delete cascade,
  image_tag text not null,
  status integer not null default 0,
  inserted_at integer not null
);

create table account_cache_endpoints (
  id text generated always as (account_id || '/' || technology || '/' || url) virtual,
  account_id integer not null references accounts (id) on delete cascade,
  url text not null,
  technology integer not null default 0,
  unique (account_id, technology, url)
);

create table schema_migrations (
  version text primary key
);
