"""A seeded generator of a believable trading company and of what was broken in it."""
