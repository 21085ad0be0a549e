"""Units, accounts and posts."""
