"""Rules over a snapshot: cases with verdicts."""
