"""Offline training: datasets, recipes, evaluation and model cards; not part of the app."""
