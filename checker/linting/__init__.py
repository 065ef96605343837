"""The linter of rule books: what loading alone does not show."""
