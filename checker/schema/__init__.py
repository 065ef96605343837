"""The canonical schema of the compliance data."""
