"""Playback of a song, and the bar that controls it."""
