"""JSON of the settings file, read so that one bad value costs no other one."""

from __future__ import annotations

import codecs
import json
from typing import Any

_MAX_DEPTH = 100
_MAX_DIGITS = 400  # of a whole number; Python refuses thousands
_OPENING, _CLOSING = "[{", "]}"


def parse(content: bytes) -> dict[str, Any]:
    """Return the object of the file; ValueError when it is none.

    A number of too many digits and what is nested too deeply become None.
    """
    # Bytes that are no text make only their own value invalid.
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    values = json.loads(_without_deep_values(text), parse_int=_whole_number)
    if not isinstance(values, dict):
        raise ValueError("not an object")
    return values


def serialize(values: dict[str, Any]) -> bytes:
    """Return the content of the file."""
    text = json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, in a value of another version
        return (json.dumps(values, indent=1, sort_keys=True) + "\n").encode("ascii")


def _whole_number(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MAX_DIGITS else None


def _without_deep_values(text: str) -> str:
    """Replace what is nested deeper than any setting by null, which the parser could not take."""
    if max(text.count("["), text.count("{")) <= _MAX_DEPTH:
        return text
    kept: list[str] = []
    depth, in_string, escaped = 0, False, False
    for character in text:
        if in_string:
            in_string = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character in _OPENING:
            depth += 1
            if depth == _MAX_DEPTH:
                kept.append("null")
        elif character == '"':
            in_string = True
        if depth < _MAX_DEPTH:
            kept.append(character)
        if not in_string and character in _CLOSING:
            depth -= 1
    return "".join(kept)
