"""Playlists for DJ programs: rekordbox XML, Traktor NML and Serato crates, written and read."""
