"""The sample company: what it promises, checked from outside."""
