"""The outermost floor: settings, addresses, the command line. It may import every other room."""
