"""Papers and tables that leave the platform: what was read or decided, laid out for people."""
