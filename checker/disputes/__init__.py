"""Disputes: objections of those concerned, which wait for a decision."""
