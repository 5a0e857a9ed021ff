"""Scanning folders into the library."""
