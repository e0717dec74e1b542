update kura_servers
set observed_image_tag = :image_tag,
    status = :status,
    updated_at = (select max(updated_at) + 1 from kura_servers)
where id = :server_id
