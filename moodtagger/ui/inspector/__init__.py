"""The inspector: what the network heard in a song, and what the person decides."""

from moodtagger.ui.inspector.inspector import Inspector

__all__ = ["Inspector"]
