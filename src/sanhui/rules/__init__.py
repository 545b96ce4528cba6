"""What rules ask for, held against a plan or a record: facts as tables, checks as SQL, one file a sort of rule."""
