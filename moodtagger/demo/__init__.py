"""A small composer and synthesiser that makes the demo library and benchmark songs."""
