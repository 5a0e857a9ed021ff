"""Model card."""
