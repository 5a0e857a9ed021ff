"""The texts of an open file as the user should read them, whatever their encoding."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from moodtagger.core.tag_reading import TagReading
from moodtagger.tags.album_fields import ALBUM_NAMES
from moodtagger.tags.code_pages import decode_text, find_code_page
from moodtagger.tags.fields import READ_NAMES, mood_names, split_moods
from moodtagger.tags.formats.base import Container


class FileTexts:
    """Texts by name; those without a known encoding are evaluated together, and no byte changes."""

    def __init__(self, container: Container, reading: TagReading) -> None:
        self.container = container
        self.reading = reading
        self._values: dict[str, tuple[str, ...]] = {}

    def values(self, name: str) -> tuple[str, ...]:
        """Return the texts of a name in the file's main tags."""
        return self._decoded(self._raw(name))

    @cached_property
    def fallback(self) -> dict[str, tuple[str, ...]]:
        """The texts by field of older tags beside the main ones."""
        return {field: self._decoded(texts) for field, texts in self._raw_fallback.items()}

    def moods(self) -> tuple[str, ...]:
        """Return the moods in all fields that may hold moods."""
        names = mood_names(self.container)
        return split_moods((text for name in names for text in self.values(name)), self.reading)

    def _raw(self, name: str) -> tuple[str, ...]:
        if name not in self._values:
            self._values[name] = self.container.values(name)
        return self._values[name]

    @cached_property
    def _raw_fallback(self) -> dict[str, tuple[str, ...]]:
        return self.container.fallback_tags()

    @cached_property
    def _code_page(self) -> str:
        return find_code_page(self._all_texts(), self.reading.code_page)

    def _all_texts(self) -> Iterator[str]:
        kind = self.container.kind
        fields = (*READ_NAMES[kind].values(), *ALBUM_NAMES[kind].values())
        for name in dict.fromkeys((*(n for names in fields for n in names),)):
            yield from self._raw(name)
        for name in mood_names(self.container):
            yield from self._raw(name)
        for texts in self._raw_fallback.values():
            yield from texts

    def _decoded(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        if all(type(text) is str for text in texts):
            return texts
        return tuple(decode_text(text, self._code_page) for text in texts)
