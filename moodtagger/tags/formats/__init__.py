"""Parsers of the tag formats, one module per format."""
