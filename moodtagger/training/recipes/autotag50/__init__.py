"""Autotag50."""
