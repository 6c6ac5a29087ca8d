"""What students are told: the texts of the seed page, its FAQ and its help, as plain data in both languages."""
