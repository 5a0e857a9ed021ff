"""Shared parts of the recipes: tasks, training loops, metrics and reports."""
