"""The names that a person may give a network: also the name of its folder."""

from __future__ import annotations

LONGEST = 40
_MARKS = " ._-"
RULE = (
    f"A network's name has at most {LONGEST} letters, digits, blanks, dots, hyphens and "
    "underscores, and begins with a letter or a digit."
)


def is_model_name(text: str) -> bool:
    """Whether a folder of this name stays where it is put, on every system and in every list."""
    return (
        0 < len(text) <= LONGEST
        and all(c.isalnum() or c in _MARKS for c in text)
        and text[0].isalnum()
        and text[-1] not in " ."
        and ".." not in text
    )
