"""Pure functions from measured counts to points. No Django, no database, no clock."""
