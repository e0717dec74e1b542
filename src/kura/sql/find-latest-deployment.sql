select * from kura_deployments
where server_id = :server_id
order by inserted_at desc
limit 1
