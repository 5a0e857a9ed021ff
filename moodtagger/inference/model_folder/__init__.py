"""Model folder."""
