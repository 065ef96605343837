"""Reports of a stored audit, one file per format."""
