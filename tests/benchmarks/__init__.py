"""Slow proofs, run by hand: `python -m tests.benchmarks ui`. Nothing else imports this room."""
