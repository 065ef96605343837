"""Questions to stored audits: filters, groups and single cases, answered by DuckDB from the Parquet files."""
