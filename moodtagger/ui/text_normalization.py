"""Make untrusted text (file names, tags) safe to display, to search and to sort."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

_DIGITS = re.compile("[0-9]+")
_DIGIT_WIDTH = 12
_ACCENTS = re.compile("[\u0300-\u036f]+")  # of Latin, Greek and Cyrillic letters
# Line breaks and controls (Cc), bidirectional marks (Cf), lone surrogates (Cs: bytes that were
# not UTF-8), line and paragraph separators (Zl, Zp).
_SPACE_CATEGORIES = {"Cc", "Zl", "Zp"}
_DROPPED_CATEGORIES = {"Cf"}
_JOINER = "\N{ZERO WIDTH JOINER}"  # part of emoji and of Indic scripts


def display_text(text: str) -> str:
    """Return the text on one line, without controls; lone surrogates become U+FFFD."""
    if text.isprintable():  # nearly always: none of the categories above
        return text
    return " ".join("".join(map(_display_char, text)).split())


def _display_char(char: str) -> str:
    category = unicodedata.category(char)
    if category in _SPACE_CATEGORIES:
        return " "
    if category in _DROPPED_CATEGORIES:
        return char if char == _JOINER else ""
    return "\N{REPLACEMENT CHARACTER}" if category == "Cs" else char


def plain_tooltip(*lines: str) -> str:
    """Build a tooltip of these lines with all markup escaped; empty lines are skipped."""
    escaped = [html.escape(display_text(line)) for line in lines if line]
    return f"<qt>{'<br>'.join(escaped)}</qt>" if escaped else ""


def fold(text: str) -> str:
    """Remove case and accents, for search and sorting."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))


def fold_all(texts: Sequence[str]) -> list[str]:
    """Fold many texts: all at once, then only the non-ASCII ones on their own."""
    joined = "\n".join(texts).casefold()
    folded = joined.split("\n") if texts else []
    if len(folded) != len(texts):  # a text of several lines
        return list(map(fold, texts))
    return folded if joined.isascii() else [t if t.isascii() else fold(t) for t in folded]


def natural_keys(folded: Sequence[str]) -> list[str]:
    """Return the `natural_key` of each text."""
    keys = natural_key("\n".join(folded)).split("\n") if folded else []
    return keys if len(keys) == len(folded) else list(map(natural_key, folded))


def natural_key(folded: str) -> str:
    """Return the sort key of a folded text, with numbers by value ("track 2" < "track 10")."""
    return _DIGITS.sub(lambda match: match[0].zfill(_DIGIT_WIDTH), folded)
