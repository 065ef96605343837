"""Waivers: reasoned, approved, expiring exceptions, kept in a file under version control."""
