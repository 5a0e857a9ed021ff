"""Playlists and smart playlists: their sections of the sidebar, and their dialogs."""
