"""Tag map."""
