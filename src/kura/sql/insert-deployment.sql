insert into kura_deployments (id, server_id, image_tag, status, inserted_at)
select :server_id || '/' || (count(*) + 1), :server_id, :image_tag, 0, count(*) + 1
from kura_deployments
where server_id = :server_id
returning *
