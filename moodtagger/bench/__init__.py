"""Slow proofs and measurements, run by hand."""
