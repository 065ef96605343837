"""The formats of a report: each module has SUFFIX and write(report, out, words)."""
