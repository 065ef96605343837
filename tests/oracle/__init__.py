"""A naive second opinion on the core clauses of SP-2, from the text alone; no code shared with the checker."""
