"""Benchmarks, run by hand: `python -m tests.benchmarks ui|speed|scale`."""
