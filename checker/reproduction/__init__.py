"""A stored verdict derived again from what its audit keeps: the rule, the facts, the calendars, the parameters."""
