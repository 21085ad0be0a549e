"""Regions, units and the names they go by, posts, tenures, accounts; may() and visible_to()."""
