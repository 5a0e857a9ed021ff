"""Bulk reads for the views and for similarity search."""
