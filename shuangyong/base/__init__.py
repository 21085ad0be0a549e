"""What every room needs and none owns: who acts, where, what was done, which files are kept, what runs later."""
