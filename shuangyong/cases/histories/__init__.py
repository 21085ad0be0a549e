"""Cases that come in with their past: an old ledger, a district that has lived for years. See `actions`."""
