"""Offline: datasets, label merges, recipes, evaluation."""
