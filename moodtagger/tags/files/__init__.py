"""Byte-level file access: spans of bytes, atomic replacement and writing in place."""
