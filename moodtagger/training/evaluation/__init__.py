"""Evaluation of trained networks on held-out and degraded songs."""
