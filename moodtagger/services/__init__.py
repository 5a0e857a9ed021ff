"""The use cases: scan, analyse, tag, search."""
