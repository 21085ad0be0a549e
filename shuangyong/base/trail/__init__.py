"""The hash-chained trail of every write and every look at a protected thing."""
