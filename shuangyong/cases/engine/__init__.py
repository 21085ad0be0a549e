"""The engine, pure: a case's state is what its steps add up to. No database, no clock, no particular kind."""
