"""Plan the changes of key, tempo and of the energy in front of the comment.

A key that the file has already is only brought into the chosen notation, and a tempo is kept,
unless the file's values are to be overwritten.
"""

from __future__ import annotations

import re

from moodtagger.core.circumplex import energy_level
from moodtagger.core.musical_keys import parse_key
from moodtagger.core.tag_plan import FieldChange, TagRequest, WriteMode, WritePolicy
from moodtagger.tags.bpm import read_bpm
from moodtagger.tags.fields import COMMENT_PROFILE, WRITE_NAMES
from moodtagger.tags.formats.base import Container

# As Mixed In Key writes it.
_ENERGY_PREFIX = re.compile(r"Energy \d{1,2}(?: - |$)")


def music_changes(
    container: Container, tags: TagRequest, policy: WritePolicy, others: tuple[FieldChange, ...]
) -> tuple[FieldChange, ...]:
    """Return all changes of a file: `others` and those of key, tempo and comment."""
    names = WRITE_NAMES[container.label]
    changes = list(others)
    for field, text in _texts(container, tags, policy).items():
        if field in names:
            old = container.values(names[field])
            if old != (text,):
                frame = container.name_as_spelled(names[field])
                changes.append(FieldChange(frame, old, (text,)))
    if policy.energy_comment and tags.arousal is not None:
        return _with_energy(container, energy_level(tags.arousal), changes)
    return tuple(changes)


def _texts(container: Container, tags: TagRequest, policy: WritePolicy) -> dict[str, str]:
    names, overwrites = WRITE_NAMES[container.label], policy.mode is WriteMode.OVERWRITE
    texts = {}
    if policy.key and tags.key is not None and "key" in names:
        present = next(filter(None, map(parse_key, container.values(names["key"]))), None)
        key = tags.key if present is None or overwrites else present
        texts["key"] = key.text(policy.key_notation)
    if policy.bpm_digits is not None and tags.bpm is not None and "bpm" in names:
        present_bpm, _ = read_bpm(container.values(names["bpm"]))
        if present_bpm is None or overwrites or tags.bpm_corrected:
            texts["bpm"] = f"{tags.bpm:.{policy.bpm_digits}f}"
    return texts


def _with_energy(
    container: Container, level: int, changes: list[FieldChange]
) -> tuple[FieldChange, ...]:
    """Put the energy in front of the comment, also of one that is changed already."""
    frame = COMMENT_PROFILE.shared_field(container)
    if frame is None:
        return tuple(changes)
    planned = next((change for change in changes if change.frame == frame), None)
    old = container.values(frame)
    texts = old if planned is None else planned.new
    rest = _ENERGY_PREFIX.sub("", texts[0], count=1) if texts else ""
    text = f"Energy {level} - {rest}" if rest else f"Energy {level}"
    remaining = [change for change in changes if change.frame != frame]
    new = (text, *texts[1:])
    return (*remaining, *([FieldChange(frame, old, new)] if new != old else []))
