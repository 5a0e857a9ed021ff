"""Which parts of a typed filter are finished terms, and how they are joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moodtagger.core.filter_language import FilterError, parse, parse_parts
from moodtagger.core.filter_language.syntax import Or

_OR_FIRST = re.compile(r"\s*(?:\||OR\s)")


def split_finished(text: str, end: int | None = None) -> tuple[list[str], str]:
    """Return the terms with a field before character `end`, and the text without them.

    There are none in a text with alternatives, as they would no longer belong to them.
    """
    end = len(text) if end is None else end
    try:
        parts = [part for part in parse_parts(text[:end]) if part.token is not None]
    except FilterError:
        return [], text
    if not parts or _OR_FIRST.match(text, end):
        return [], text
    rest, position = "", 0
    for part in parts:
        rest += text[position : part.start]
        position = part.end
    return [part.text for part in parts], re.sub(r"\s+", " ", rest + text[position:]).lstrip()


def begins_with_or(text: str) -> bool:
    """Whether an alternative to what precedes the text is meant."""
    return _OR_FIRST.match(text) is not None


def joined(terms: Sequence[str], text: str) -> str:
    """Return one filter of terms and a text; alternatives of the text stay together."""
    text = text.strip()
    if terms and text and _has_alternatives(text):
        text = f"({text})"
    return " ".join([*terms, text] if text else terms)


def _has_alternatives(text: str) -> bool:
    try:
        node = parse(text)
    except FilterError:
        return False
    # Not in parentheses: then a further word would belong to the last one.
    return isinstance(node, Or) and len(parse_parts(f"{text} x")) == 1
