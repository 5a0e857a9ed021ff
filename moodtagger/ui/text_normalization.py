"""Make untrusted text (file names, tags) safe to display."""

from __future__ import annotations

import html
import unicodedata

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
