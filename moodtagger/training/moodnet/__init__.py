"""Moodnet."""
