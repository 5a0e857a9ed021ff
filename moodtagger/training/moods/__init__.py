"""The words that the bundled network suggests, and from which probability."""
