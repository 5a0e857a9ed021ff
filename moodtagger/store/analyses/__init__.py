"""Storage of analysis results."""
