"""The page with the map of moods."""

from __future__ import annotations

from moodtagger.ui.mood_map.page import MoodMapPage

__all__ = ["MoodMapPage"]
