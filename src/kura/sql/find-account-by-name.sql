select * from accounts where name = :name
