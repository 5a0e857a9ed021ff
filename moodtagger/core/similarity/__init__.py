"""Similarity search over tracks: queries, candidates, and the index that ranks them."""
