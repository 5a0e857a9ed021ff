"""The demo pieces as data, grouped by regions of the circumplex."""
