"""Split the text of a filter into brackets, operators, words and fields with values."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from moodtagger.core.filter_language.errors import FilterError
from moodtagger.core.filter_language.fields import field_named
from moodtagger.core.filter_language.values import RawValue
from moodtagger.core.messages import Message

QUOTES = '"\u201c\u201d\u201e'  # programs that correct typing make such of them
_FIELD = re.compile(r"([^\W\d][\w-]*):")
_COMPARED_FIELD = re.compile(r"([^\W\d][\w-]*)\s*(?=[<>=])")
_COMPARISON = re.compile(r"\s*(>=|<=|>|<|=|)\s*")
_SPACES = re.compile(r"\s+")
# A quote inside is written twice; an empty text ends at its second quote.
_QUOTED = re.compile(rf"[{QUOTES}]((?:([{QUOTES}])\2|[^{QUOTES}])*)[{QUOTES}]")
_DOUBLED = re.compile(rf"([{QUOTES}])\1")
_ANY_QUOTE = re.compile(f"[{QUOTES}]")
_PLAIN_VALUE = re.compile(r"[\w/#][\w./#&'+!~:-]*")


def quoted(text: str) -> str:
    """Return a value as it is written in a filter, in quotes where it needs them."""
    if _PLAIN_VALUE.fullmatch(text):
        return text
    return f'"{_ANY_QUOTE.sub(lambda quote: 2 * quote[0], text)}"'


class Sign(enum.Enum):
    """What is neither a word nor a field."""

    OPEN = "("
    CLOSE = ")"
    OR = "|"
    AND = "AND"
    NOT = "-"


@dataclass(frozen=True, slots=True)
class Token:
    """A part of the filter, from character `start` to `end`.

    It is a sign, or a plain word, or a field's name with its values as written.
    """

    start: int
    end: int
    sign: Sign | None = None
    word: str = ""
    field_name: str = ""
    values: tuple[RawValue, ...] = ()


_DASHES = frozenset("-\u2013\u2014")
_KEYWORDS = {"OR": Sign.OR, "AND": Sign.AND, "NOT": Sign.NOT}
_SIGNS = {"(": Sign.OPEN, ")": Sign.CLOSE, "|": Sign.OR}


def tokenize(text: str) -> Iterator[Token]:
    """Iterate over the parts of a filter; FilterError for a quote without its end."""
    position = 0
    while position < len(text):
        if match := _SPACES.match(text, position):
            position = match.end()
            continue
        token = _token(text, position)
        position = token.end
        if token.word not in _DASHES:  # as in "Artist - Title"
            yield token


def _token(text: str, start: int) -> Token:
    if text[start] in _SIGNS:
        return Token(start, start + 1, _SIGNS[text[start]])
    if text[start] == "-" and start + 1 < len(text) and not text[start + 1].isspace():
        return Token(start, start + 1, Sign.NOT)
    if match := _FIELD.match(text, start):
        return _field(text, start, match)
    match = _COMPARED_FIELD.match(text, start)
    if match and field_named(match[1]):
        return _field(text, start, match)
    raw, end = _value(text, start, ends="|")
    if not raw.is_quoted and raw.text in _KEYWORDS:
        return Token(start, end, _KEYWORDS[raw.text])
    return Token(start, end, word=raw.text)


def _field(text: str, start: int, name: re.Match[str]) -> Token:
    values: list[RawValue] = []
    position = name.end()
    while True:
        match = _COMPARISON.match(text, position)
        assert match is not None
        if match.end() >= len(text) or text[match.end()] in ")|,":
            raise FilterError(
                Message.of("A value is missing after {text}", text=text[start:position].strip()),
                start,
                match.end(),
                incomplete=match.end() >= len(text),
            )
        raw, position = _value(text, match.end(), ends="|,")
        is_exact = bool(values) and values[0].operator == "=" and not match[1]
        values.append(RawValue("=" if is_exact else match[1], raw.text, raw.is_quoted))
        if position >= len(text) or text[position] != ",":
            return Token(start, position, field_name=name[1], values=tuple(values))
        position += 1


def _value(text: str, start: int, ends: str) -> tuple[RawValue, int]:
    """Return a text in quotes, or one up to a space, a closing bracket or one of `ends`."""
    if text[start] in QUOTES:
        match = _QUOTED.match(text, start)
        if match is None:
            raise FilterError(
                Message.of("The quote is not closed."), start, len(text), incomplete=True
            )
        return RawValue("", _DOUBLED.sub(r"\1", match[1]), is_quoted=True), match.end()
    depth, end = 0, start
    while end < len(text) and not text[end].isspace() and text[end] not in ends:
        depth += (text[end] == "(") - (text[end] == ")")
        if depth < 0:
            break
        end += 1
    return RawValue("", text[start:end]), end
