"""A plane of mood and genre words on which words that sound alike lie near each other.

Not the circumplex: the places were found from what a network learned of the sound of songs, so
the axes have no meaning; only nearness has.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, overload

from moodtagger.core.errors import ModelError

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class TagPoint:
    """One word and its place.

    `words` are the annotators' words merged into it, itself first. `x`, `y` in [-1, 1]. `valence`
    and `arousal` in [-1, 1] are None for genres. `songs` is how many it was learned from, `auc`
    how well it is told from the others on held-out artists (None when not measured).
    """

    label: str
    kind: Literal["mood", "genre"]
    words: tuple[str, ...]
    x: float
    y: float
    valence: float | None
    arousal: float | None
    songs: int
    auc: float | None


class TagMap(Sequence[TagPoint]):
    """The words of a map, each once."""

    def __init__(self, points: Sequence[TagPoint]) -> None:
        self._points = tuple(points)
        if len({point.label for point in self._points}) != len(self._points):
            raise ModelError("The map of words names a word twice.")

    def __len__(self) -> int:
        return len(self._points)

    @overload
    def __getitem__(self, i: int) -> TagPoint: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[TagPoint, ...]: ...
    def __getitem__(self, i: int | slice) -> TagPoint | tuple[TagPoint, ...]:
        return self._points[i]

    def __iter__(self) -> Iterator[TagPoint]:
        return iter(self._points)

    @classmethod
    def from_json(cls, path: Path) -> TagMap:
        """Read `tag_map.json`; ModelError when it is missing or not of that form."""
        try:
            if path.stat().st_size > MAX_BYTES:
                raise ValueError(f"it is larger than {MAX_BYTES // 1000} kB")
            entries = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(entries, list):
                raise ValueError("it is not a list")
            return cls([_parse_point(entry) for entry in entries])
        except ModelError as error:
            raise _unreadable(path, error.reason) from error
        except (OSError, ValueError, RecursionError) as error:
            raise _unreadable(path, f"It cannot be read ({error}).") from error

    def to_json(self, path: Path) -> None:
        """Write `tag_map.json`: a list of objects, one a word."""
        entries = [{**asdict(point), "words": list(point.words)} for point in self._points]
        path.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _unreadable(path: Path, reason: str) -> ModelError:
    return ModelError(
        f"The map of words is not usable: {reason[0].lower()}{reason[1:]}",
        path=path,
        advice="Install moodtagger again, or choose another network.",
    )


def _parse_point(entry: Any) -> TagPoint:
    """A point of the file's form; ValueError says which part is not."""
    names = {field.name for field in fields(TagPoint)}
    if not isinstance(entry, dict) or set(entry) != names:
        raise ValueError(f"an entry has not just {', '.join(sorted(names))}")
    words = entry["words"]
    if not (_is_label(entry["label"]) and isinstance(words, list) and all(map(_is_label, words))):
        raise ValueError("a label or word is not a line of text")
    label = entry["label"]
    _require(entry["kind"] in ("mood", "genre"), label, "kind")
    for name in ("x", "y"):
        _require(_is_number_within(entry[name], -1, 1), label, name)
    for name in ("valence", "arousal"):
        _require(entry[name] is None or _is_number_within(entry[name], -1, 1), label, name)
    _require(entry["auc"] is None or _is_number_within(entry["auc"], 0, 1), label, "auc")
    songs = entry["songs"]
    _require(type(songs) is int and 0 <= songs < 10**9, label, "songs")
    return TagPoint(**{**entry, "words": tuple(words)})


def _is_label(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80 and value.isprintable()


def _is_number_within(value: Any, low: float, high: float) -> bool:
    # To Python `bool` is an `int`; NaN, which its JSON knows, is within nothing.
    return type(value) in (int, float) and low <= value <= high


def _require(valid: bool, label: str, name: str) -> None:
    if not valid:
        raise ValueError(f"“{label}” has no valid {name}")
