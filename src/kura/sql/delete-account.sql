delete from accounts where id = :account_id
