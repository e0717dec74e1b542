update kura_deployments set status = :status where id = :deployment_id
