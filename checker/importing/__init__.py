"""Foreign exports to snapshots in canonical names, as a column profile says."""
