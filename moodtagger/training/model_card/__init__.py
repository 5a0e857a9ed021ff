"""Comparison with published systems, and the model card as Markdown."""
