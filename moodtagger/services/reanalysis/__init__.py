"""Reanalysis."""
