select * from accounts where id = :account_id
