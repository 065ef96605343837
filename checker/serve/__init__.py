"""A store as a local, read-only web page, with a small API: nothing here judges, and nothing writes into the store."""
