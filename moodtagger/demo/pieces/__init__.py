"""The demo pieces as data, one module for each quarter of the circumplex."""
