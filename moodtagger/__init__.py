"""moodtagger: analyzes the mood of the songs in a local music library."""

__version__ = "0.1.0"
