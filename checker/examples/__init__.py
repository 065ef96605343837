"""The examples of rules, run against the rules themselves."""
