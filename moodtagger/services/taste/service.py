"""Learning from the decisions of the library's listeners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.taste import MIN_DECISIONS, RecentDecisions, TasteExamples, evaluate_recent
from moodtagger.services.exports import write_export
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.taste.example_file import parse, read_example_file, to_json
from moodtagger.store import Library
from moodtagger.store.profiles import ImportedTaste


@dataclass(frozen=True, slots=True)
class TasteSummary:
    """What was learned from a listener.

    `decisions` are those about songs that the active model analyzed, `imported` of them from a
    file; `recent` is None below `MIN_DECISIONS`. `moods` and `position` are what the personal layer
    would change. `other_model` is the model of imported decisions that cannot be used.
    """

    enabled: bool
    profile: str
    decisions: int
    imported: int
    recent: RecentDecisions | None
    moods: tuple[str, ...]
    position: bool
    other_model: str = ""


class TasteService:
    """Fits the personal layer of the current listener, and applies it while it is enabled.

    `on_changed` is called after answers of songs may have changed.
    """

    def __init__(
        self,
        library: Library,
        model: str,
        preferences: LibraryPreferences,
        on_changed: Callable[[], None],
        *,
        enabled: bool = False,
        profile: str = "",
    ) -> None:
        self._library = library
        self._model = model
        self._preferences = preferences
        self._on_changed = on_changed
        self._enabled = enabled
        self.revision = 0  # how often answers of songs changed
        if profile in library.profiles.names():  # it may be one of another library
            library.profiles.use(profile)
        self._imported = self._parse_imported()
        if enabled:
            self._apply()

    @property
    def enabled(self) -> bool:
        """Whether answers are adjusted to the listener."""
        return self._enabled

    def set_enabled(self, enabled: bool) -> None:
        """Adjust answers from now on, or show those of the model."""
        self._enabled = enabled
        self.refit()

    def refit(self) -> None:
        """Learn from all decisions, after some changed or songs were analyzed."""
        changes = self._enabled or self._library.personal.layer is not None
        self._apply()
        if changes:
            self._notify()

    def summary(self) -> TasteSummary:
        """Return what was learned, also while it is not applied."""
        examples, own = self._examples(), self._library.taste.read(self._model)
        layer = examples.fit()
        recent = None
        if len(examples) >= MIN_DECISIONS:
            vocabulary = self._preferences.vocabulary()
            thresholds = {m.label: min(m.threshold, m.likely) for m in vocabulary if m.core}
            recent = evaluate_recent(examples, thresholds)
        other = self._imported.model if self._imported else self._model
        return TasteSummary(
            self._enabled,
            self._library.profiles.current,
            len(examples),
            len(examples) - len(own),
            recent,
            tuple(layer.moods),
            layer.position is not None,
            "" if other == self._model else other,
        )

    def profiles(self) -> list[str]:
        """Return the names of all listeners; the first one has none."""
        return self._library.profiles.names()

    @property
    def profile(self) -> str:
        """The name of the current listener."""
        return self._library.profiles.current

    def use_profile(self, name: str) -> None:
        """Show and save the decisions of this listener; LibraryError when that is impossible."""
        self._library.profiles.use(name)
        self._reload()

    def add_profile(self, name: str) -> None:
        """Add a listener and use it; LibraryError for a text that cannot be a new name."""
        self._library.profiles.add(name)
        self.use_profile(name)

    def remove_profile(self, name: str) -> None:
        """Remove a listener with all decisions; LibraryError for the first or an unknown one."""
        self._library.profiles.remove(name)
        self._reload()

    def export_file(self, path: Path) -> int:
        """Write all decisions into a file, and return their number."""
        examples = self._examples()
        write_export(path, to_json(examples))
        return len(examples)

    def import_file(self, path: Path) -> int:
        """Learn from the decisions in a file too, and return their number.

        They replace what was imported before. Raises MoodtaggerError when the file is not valid, or
        its embeddings are by another model.
        """
        examples, data = read_example_file(path)
        if examples.model != self._model:
            raise MoodtaggerError(
                Message.of(
                    "These decisions belong to {other}, but {model} is in use.",
                    other=examples.model,
                    model=self._model,
                ),
                path=path,
                advice=Message.of("Switch to that model, or export them again with this one."),
            )
        self._library.profiles.save_imported(ImportedTaste(examples.model, data))
        self._reload()
        return len(examples)

    def forget_imported(self) -> None:
        """Learn from this library's decisions alone."""
        self._library.profiles.save_imported(None)
        self._reload()

    def _reload(self) -> None:
        self._imported = self._parse_imported()
        self._apply()
        self._notify()

    def _notify(self) -> None:
        self.revision += 1
        self._on_changed()

    def _apply(self) -> None:
        self._library.personal.layer = self._examples().fit() if self._enabled else None

    def _examples(self) -> TasteExamples:
        examples = self._library.taste.read(self._model)
        return examples.with_others(self._imported) if self._imported else examples

    def _parse_imported(self) -> TasteExamples | None:
        imported = self._library.profiles.imported()
        if imported is None:
            return None
        if imported.model != self._model:  # kept for the day when that model is in use again
            return TasteExamples(imported.model)
        return parse(imported.data)
