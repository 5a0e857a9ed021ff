"""The inspector: the analysis of a song, and the user's decisions."""

from moodtagger.ui.inspector.inspector import Inspector

__all__ = ["Inspector"]
