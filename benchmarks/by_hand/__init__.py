"""SP-2 by hand: DuckDB SQL written from the clauses alone, before its rules; run in the order of the file names."""
