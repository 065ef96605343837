"""The planted truth of fixtures/plants.yaml: loading, writing as snapshots, and comparing with the checker."""
