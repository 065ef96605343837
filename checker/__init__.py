"""Compliance checker: written regulations as declarative rules, judged over snapshots of CRM data."""

__version__ = "0.1.0"
