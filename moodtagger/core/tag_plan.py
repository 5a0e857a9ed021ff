"""The plain words of tag changes: what is wanted, what would change, what was done."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class WriteMode(enum.StrEnum):
    """What happens to moods that a file already has."""

    MERGE = "merge"  # keep them, add the new ones behind
    OVERWRITE = "overwrite"  # replace them
    SKIP = "skip"  # leave such a file alone


class TargetPlayer(enum.StrEnum):
    """Which program the moods are written for; see `tags.writing.player_profiles`."""

    GENERIC = "generic"
    NAVIDROME = "navidrome"
    KODI = "kodi"
    MUSICBEE = "musicbee"
    FOOBAR2000 = "foobar2000"
    REKORDBOX = "rekordbox"
    MIXXX = "mixxx"


def is_valid_separator(text: str) -> bool:
    """Whether moods that are joined by this text can be told apart again."""
    has_mark = any(not c.isalnum() and not c.isspace() for c in text)
    return has_mark and text.isprintable() and not any(c.isalnum() for c in text)


@dataclass(frozen=True, slots=True)
class WritePolicy:
    """How accepted moods become tags.

    `separator` joins several moods where the container holds one text only (ID3v2.3), unless
    `player` has one of its own.
    `dimensions` adds VALENCE and AROUSAL (0..1), `energy` adds EnergyLevel (1..10).
    """

    mode: WriteMode = WriteMode.MERGE
    separator: str = "; "
    dimensions: bool = False
    energy: bool = False
    keep_mtime: bool = True
    player: TargetPlayer = TargetPlayer.GENERIC


@dataclass(frozen=True, slots=True)
class TagRequest:
    """What the person accepted for one file; `valence`, `arousal` in [-1, 1] or None.

    `by_hand` says that the person gave these two herself. `instead_of` are moods of the file that
    give way to `moods`, also where the others are kept.
    """

    moods: tuple[str, ...]
    valence: float | None = None
    arousal: float | None = None
    user_corrected: bool = False
    replaced_moods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One frame of one file: `frame` is its name in the file; empty values mean absent."""

    frame: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagPlan:
    """The exact change of one file; nothing is written when `changes` is empty.

    `container` names the kind of tag ("ID3v2.3", "Vorbis", "MP4", ...); `audio_hash` is the
    payload's hash when the plan was made; `note` says why nothing would change, if so. `stamp` is
    of the file when it was looked at and differs after every change; None where unknown.
    """

    path: str
    container: str
    changes: tuple[FieldChange, ...]
    audio_hash: str
    note: str = ""
    stamp: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """The way of one file to what the journal knows of it, as far as that is safe.

    `there` are the frames that hold it already; `left` those that hold something else, with a
    sentence about each: somebody changed them, and what they hold now is theirs.
    """

    plan: TagPlan
    up_to_date: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
