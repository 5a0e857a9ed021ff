"""Text of strangers made fit to be shown, searched and sorted; file names and tags are hostile."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

_DIGITS = re.compile("[0-9]+")
_DIGIT_WIDTH = 12
_ACCENTS = re.compile("[\u0300-\u036f]+")  # of Latin, Greek and Cyrillic letters
# Line breaks and controls (Cc), marks that turn the direction of writing (Cf), lone halves of
# surrogate pairs (Cs: bytes that were no UTF-8), line and paragraph separators (Zl, Zp).
_SPACE_CATEGORIES = {"Cc", "Zl", "Zp"}
_DROPPED_CATEGORIES = {"Cf"}
_JOINER = "\N{ZERO WIDTH JOINER}"  # part of emoji and of Indic scripts


def display_text(text: str) -> str:
    """The text on one line, without controls; what is no character becomes U+FFFD."""
    if text.isprintable():  # nearly always; Python's word for "none of the kinds above"
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
    """A tooltip of these lines in which nothing is read as markup; empty lines are left out."""
    escaped = [html.escape(display_text(line)) for line in lines if line]
    return f"<qt>{'<br>'.join(escaped)}</qt>" if escaped else ""


def fold(text: str) -> str:
    """The text without case and accents: what a search compares."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))


def fold_all(texts: Sequence[str]) -> list[str]:
    """Each text folded; the whole is folded at once, and again only what is not ASCII."""
    joined = "\n".join(texts).casefold()
    folded = joined.split("\n") if texts else []
    if len(folded) != len(texts):  # a text of several lines
        return list(map(fold, texts))
    return folded if joined.isascii() else [t if t.isascii() else fold(t) for t in folded]


def natural_keys(folded: Sequence[str]) -> list[str]:
    """The `natural_key` of each text."""
    keys = natural_key("\n".join(folded)).split("\n") if folded else []
    return keys if len(keys) == len(folded) else list(map(natural_key, folded))


def natural_key(folded: str) -> str:
    """Sort key of a folded text: numbers by their value ("track 2" before "track 10")."""
    return _DIGITS.sub(lambda match: match[0].zfill(_DIGIT_WIDTH), folded)
