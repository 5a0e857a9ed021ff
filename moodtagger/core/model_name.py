"""The names that a person may give a network: also the name of its folder."""

from __future__ import annotations

MAX_MODEL_NAME_LENGTH = 40
_ALLOWED_PUNCTUATION = " ._-"
MODEL_NAME_RULE = (
    f"A network's name has at most {MAX_MODEL_NAME_LENGTH} letters, digits, blanks, dots, "
    "hyphens and underscores, and begins with a letter or a digit."
)


def is_model_name(text: str) -> bool:
    """Whether a folder of this name stays where it is put, on every system and in every list."""
    return (
        0 < len(text) <= MAX_MODEL_NAME_LENGTH
        and all(c.isalnum() or c in _ALLOWED_PUNCTUATION for c in text)
        and text[0].isalnum()
        and text[-1] not in " ."
        and ".." not in text
    )
