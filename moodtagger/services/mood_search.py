"""The mood map of the active model."""

from __future__ import annotations

from moodtagger.core.tag_map import MapLabel, map_labels
from moodtagger.files.model_files import load_tag_map
from moodtagger.paths import default_model_dir
from moodtagger.services.active_model import ModelInfo
from moodtagger.services.library_preferences import LibraryPreferences

TAG_MAP_FILE = "tag_map.json"  # in a model's folder


class MoodSearchService:
    """The mood map, as the user's preferences show it."""

    def __init__(self, model: ModelInfo, preferences: LibraryPreferences) -> None:
        self._model = model
        self._preferences = preferences

    def map_labels(self) -> list[MapLabel]:
        """Return the mood map's labels; a model without a map of its own uses the bundled one."""
        folder = self._model.folder
        if not (folder / TAG_MAP_FILE).exists():
            folder = default_model_dir()
        return map_labels(load_tag_map(folder / TAG_MAP_FILE), self._preferences.vocabulary())
