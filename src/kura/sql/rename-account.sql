update accounts set name = :name where id = :account_id
