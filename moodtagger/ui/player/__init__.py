"""Hearing a song: play, pause, seek."""
