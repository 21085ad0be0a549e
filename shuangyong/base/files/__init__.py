"""Files stored once by what they contain."""
