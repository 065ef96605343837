"""What an audit settles around its stages: the request, which rules can run, the record, the verdict on the run."""
