"""What is declared, not coded: definitions in files, checked, published, never edited again."""
