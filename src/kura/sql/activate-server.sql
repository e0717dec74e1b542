update kura_servers
set status = 1,
    url = :url,
    current_image_tag = :image_tag,
    observed_image_tag = :image_tag,
    updated_at = (select max(updated_at) + 1 from kura_servers)
where id = :server_id
