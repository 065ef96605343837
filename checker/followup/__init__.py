"""What becomes of a violation after its verdict: since when, waived, disputed, tolerated, to be put right by when."""
