"""Everything the checker says to people, in every language it speaks."""
