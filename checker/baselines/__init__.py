"""Baselines: violations that were there when the checks began, and that a gate lets pass."""
