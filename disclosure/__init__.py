"""What may leave the database, as plain Python: no Django, no database, no files."""
