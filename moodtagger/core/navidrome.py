"""Smart playlists for Navidrome: a filter translated to its criteria in JSON (`.nsp`).

Navidrome knows what is in the files' tags, so detected moods count once they are written. A
condition that it cannot express is left out and named, unless the rest would mean something else.

References
----------
Navidrome: "Smart Playlists", https://www.navidrome.org/docs/usage/smartplaylists/
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.filter_language import Node, parse
from moodtagger.core.filter_language.fields import Kind
from moodtagger.core.filter_language.syntax import (
    AgeInterval,
    And,
    Codes,
    Interval,
    Not,
    Or,
    Term,
    TextValue,
    Value,
    Word,
)
from moodtagger.core.messages import Message
from moodtagger.core.musical_keys import KeyNotation, parse_key
from moodtagger.core.playlists import Playlist
from moodtagger.core.text_order import fold

_Rule = dict[str, Any]

_TEXT_FIELDS = {
    "title": "title",
    "artist": "artist",
    "album": "album",
    "albumartist": "albumartist",
    "genre": "genre",
    "mood": "mood",
    "tag": "mood",
    "path": "filepath",
    "folder": "filepath",
}
_WHOLE_NUMBERS = {"year": "year", "track": "tracknumber", "disc": "discnumber", "bpm": "bpm"}
_WORD_FIELDS = ("title", "artist", "album", "genre", "mood", "filepath")
_SORT = {
    "title": "title",
    "artist": "artist,album,discnumber,tracknumber",
    "album": "album,discnumber,tracknumber",
    "albumartist": "albumartist,album,discnumber,tracknumber",
    "genre": "genre",
    "year": "year",
    "track": "tracknumber",
    "disc": "discnumber",
    "added": "dateadded",
    "bpm": "bpm",
    "tempo": "bpm",
    "key": "key",
    "mood": "mood",
    "duration": "duration",
    "length": "duration",
    "path": "filepath",
}
_DAY_S = 86_400
_NEGATED = {"is": "isNot", "contains": "notContains", "inTheLast": "notInTheLast"}
_EVERY_SONG: _Rule = {"gt": {"playcount": -1}}


@dataclass(frozen=True, slots=True)
class NavidromePlaylist:
    """The content of an `.nsp` file, and what the user should know about it."""

    data: bytes
    notes: tuple[Message, ...] = ()


class _InexpressibleError(Exception):
    """Navidrome has nothing like a field."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def navidrome_playlist(playlist: Playlist) -> NavidromePlaylist:
    """Translate a smart playlist; MoodtaggerError where nothing of it can be expressed."""
    assert playlist.rules is not None
    translation = _Translation(playlist.rules.search)
    rules = translation.rules()
    document: _Rule = {"name": playlist.name, "all": rules or [_EVERY_SONG]}
    sort, notes = playlist.rules.sort, translation.notes
    field = _SORT.get(sort.removeprefix("-"))
    if field is None:
        message = Message.of("Navidrome can't sort by {field}.", field=sort.removeprefix("-"))
        notes.append(message)
    else:
        document |= {"sort": field, "order": "desc" if sort.startswith("-") else "asc"}
    if playlist.rules.limit is not None:
        document["limit"] = playlist.rules.limit
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return NavidromePlaylist(text.encode("utf-8", "replace"), tuple(notes))


class _Translation:
    def __init__(self, search: str) -> None:
        self._node = parse(search)
        self.notes: list[Message] = []
        # Values in the tree have lost their case and accents, which Navidrome compares.
        written = re.findall(r'"([^"]*)"|([^\s:=,|()"]+)', search)
        self._spelling: dict[str, str] = {
            fold(text).strip(): text for pair in written for text in pair if text
        }

    def rules(self) -> list[_Rule]:
        """Return conditions that must all hold; those that are left out are noted."""
        found, left_out = [], []
        for part in _parts(self._node):
            try:
                found.append(self._rule(part, negated=False))
            except _InexpressibleError as error:
                left_out.append(error.name)
        if left_out and not found:
            raise MoodtaggerError(
                Message.of("Navidrome can't search for this: {fields}.",
                           fields=", ".join(dict.fromkeys(left_out))),
                advice=Message.of("Save the playlist as M3U8 instead."),
            )  # fmt: skip
        for name in dict.fromkeys(left_out):
            self.notes.append(
                Message.of("Skipped “{field}”, which Navidrome can't search for.", field=name)
            )
        return found

    def _rule(self, node: Node, *, negated: bool) -> _Rule:
        if isinstance(node, Not):
            return self._rule(node.part, negated=not negated)
        if isinstance(node, And | Or):
            rules = [self._rule(part, negated=negated) for part in node.parts]
            return _group(rules, is_any=isinstance(node, Or) != negated)
        if isinstance(node, Word):
            text = self._spelled(node.text)
            words = [_negatable("contains", field, text, negated) for field in _WORD_FIELDS]
            return _group(words, is_any=not negated)
        values = [self._value(node, value, negated=negated) for value in node.values]
        return _group(values, is_any=not negated)

    def _value(self, term: Term, value: Value, *, negated: bool) -> _Rule:
        name, kind = term.field.name, term.field.kind
        if isinstance(value, TextValue) and kind is Kind.FORMAT:
            return _negatable("is", "filetype", value.text, negated)
        if isinstance(value, TextValue) and name in _TEXT_FIELDS:
            return self._text(term, value, negated=negated)
        if isinstance(value, Interval) and name in _WHOLE_NUMBERS:
            return _range(_WHOLE_NUMBERS[name], _whole(value), negated=negated)
        if isinstance(value, Interval) and kind is Kind.LENGTH:
            return _range("duration", value, negated=negated)
        if kind is Kind.DATE and isinstance(value, Interval):
            return _dates(value, negated=negated)
        if kind is Kind.DATE and isinstance(value, AgeInterval):
            return _ages(value, negated=negated)
        if name == "key" and isinstance(value, Codes):
            return _keys(value, negated=negated)
        raise _InexpressibleError(name)

    def _text(self, term: Term, value: TextValue, *, negated: bool) -> _Rule:
        name, text = term.field.name, self._spelled(value.text)
        if name == "folder" and re.match(r"[/\\]|[A-Za-z]:[/\\]", text):
            raise _InexpressibleError(name)  # paths there begin at the folder of the music
        if name == "mood":
            self._note_moods()
        operator = "is" if value.exact else "contains"
        return _negatable(operator, _TEXT_FIELDS[name], text, negated)

    def _note_moods(self) -> None:
        note = Message.of("Navidrome knows only moods that are written to the files.")
        if note not in self.notes:
            self.notes.append(note)

    def _spelled(self, text: str) -> str:
        return self._spelling.get(text.strip(), text.strip())


def _parts(node: Node) -> Iterator[Node]:
    """Yield the conditions that must all hold."""
    if isinstance(node, And):
        for part in node.parts:
            yield from _parts(part)
    else:
        yield node


def _group(rules: Sequence[_Rule], *, is_any: bool) -> _Rule:
    return rules[0] if len(rules) == 1 else {"any" if is_any else "all": list(rules)}


def _negatable(operator: str, field: str, value: Any, negated: bool) -> _Rule:
    return {_NEGATED[operator] if negated else operator: {field: value}}


def _whole(value: Interval) -> Interval:
    """Return the whole numbers of an interval, which Navidrome has for these fields."""
    low, high = value.low, value.high
    if math.isfinite(low):
        low = math.floor(low) + 1 if value.open_low else math.ceil(low)
    if math.isfinite(high):
        high = math.ceil(high) - 1 if value.open_high else math.floor(high)
    return Interval(low, high)


def _range(field: str, value: Interval, *, negated: bool) -> _Rule:
    low, high = value.low, value.high
    has_low, has_high = math.isfinite(low), math.isfinite(high)
    # Both are exclusive there; a second of a length does not matter.
    below, above = {"lt": {field: low}}, {"gt": {field: high}}
    if negated:
        outside = [rule for rule, known in ((below, has_low), (above, has_high)) if known]
        return _group(outside, is_any=True)
    if has_low and has_high:
        return {"is": {field: low}} if low == high else {"inTheRange": {field: [low, high]}}
    return {"gt": {field: low - 1}} if has_low else {"lt": {field: high + 1}}


def _dates(value: Interval, *, negated: bool) -> _Rule:
    """Compare with the beginnings of days: a song added at noon is after that of its day."""
    rules: list[_Rule] = []
    for number, inside, outside in (
        (value.low, "after", "before"),
        (value.high, "before", "after"),
    ):
        if math.isfinite(number):
            day = datetime.fromtimestamp(number).strftime("%Y-%m-%d")  # noqa: DTZ006 - local days
            rules.append({outside if negated else inside: {"dateadded": day}})
    return _group(rules, is_any=negated)


def _ages(value: AgeInterval, *, negated: bool) -> _Rule:
    rules: list[_Rule] = []
    if math.isfinite(value.oldest):
        days = math.ceil(value.oldest / _DAY_S)
        rules.append(_negatable("inTheLast", "dateadded", days, negated))
    if math.isfinite(value.newest):
        days = math.ceil(value.newest / _DAY_S)
        rules.append(_negatable("inTheLast", "dateadded", days, not negated))
    return _group(rules, is_any=negated)


def _keys(value: Codes, *, negated: bool) -> _Rule:
    """Name keys in all notations, as tags have them."""
    rules = []
    for code in sorted(value.codes):
        key = parse_key(f"{code // 2}{'B' if code % 2 else 'A'}")
        if key is not None:
            texts = dict.fromkeys(map(key.text, KeyNotation))
            rules += [_negatable("is", "key", text, negated) for text in texts]
    return _group(rules, is_any=not negated)
