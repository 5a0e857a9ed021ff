"""Tag changes as data: what is requested, what would change, what was done."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from moodtagger.core.musical_keys import KeyNotation, MusicalKey


class WriteMode(enum.StrEnum):
    """What happens to moods that a file already has."""

    MERGE = "merge"  # keep them, append the new ones
    OVERWRITE = "overwrite"  # replace them
    SKIP = "skip"  # skip such a file


class TargetPlayer(enum.StrEnum):
    """The program that the moods are written for; see `tags.writing.player_profiles`."""

    GENERIC = "generic"
    NAVIDROME = "navidrome"
    KODI = "kodi"
    MUSICBEE = "musicbee"
    FOOBAR2000 = "foobar2000"
    REKORDBOX = "rekordbox"
    MIXXX = "mixxx"


# Programs that read a known file again only when its date modified is new; see `tags.fields`.
_LOOK_FOR_NEW_DATES = frozenset(
    (
        TargetPlayer.NAVIDROME,
        TargetPlayer.KODI,
        TargetPlayer.MUSICBEE,
        TargetPlayer.FOOBAR2000,
        TargetPlayer.MIXXX,
    )
)


def is_valid_separator(text: str) -> bool:
    """Return whether moods joined by this text can be split again."""
    has_mark = any(not c.isalnum() and not c.isspace() for c in text)
    return has_mark and text.isprintable() and not any(c.isalnum() for c in text)


@dataclass(frozen=True, slots=True)
class WritePolicy:
    """How accepted moods are written as tags.

    `separator` joins several moods where the container holds only one text (ID3v2.3), unless
    `player` has one of its own. `keep_mtime` keeps the date modified; None: unless `player` finds
    changes by it. `dimensions` adds VALENCE and AROUSAL (0..1), `energy` adds
    EnergyLevel (1..10), `energy_comment` puts it in front of the comment. `key` adds the
    key in `key_notation`, `bpm_digits` the tempo with that many decimals (None: not).
    """

    mode: WriteMode = WriteMode.MERGE
    separator: str = "; "
    dimensions: bool = False
    energy: bool = False
    energy_comment: bool = False
    key: bool = False
    key_notation: KeyNotation = KeyNotation.CAMELOT
    bpm_digits: int | None = None
    keep_mtime: bool | None = None
    player: TargetPlayer = TargetPlayer.GENERIC

    @property
    def keeps_mtime(self) -> bool:
        """Whether files keep their date modified."""
        if self.keep_mtime is None:
            return self.player not in _LOOK_FOR_NEW_DATES
        return self.keep_mtime


@dataclass(frozen=True, slots=True)
class TagRequest:
    """The tags to write into one file; `valence` and `arousal` lie in [-1, 1] or are None.

    `user_corrected` says that these two are the user's own. `replaced_moods` are moods of the file
    that `moods` replace, even where others stay. `audio_hash` is that of the song the request is
    for; a file that holds other audio now is not written. None allows any. `key` and `bpm` are
    those that were detected, None where there are none; with `bpm_corrected` the user chose the
    tempo, which replaces the file's.
    """

    moods: tuple[str, ...]
    valence: float | None = None
    arousal: float | None = None
    user_corrected: bool = False
    replaced_moods: tuple[str, ...] = ()
    audio_hash: str | None = None
    key: MusicalKey | None = None
    bpm: float | None = None
    bpm_corrected: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """The change of one frame, by its name in the file; empty values mean absent."""

    frame: str
    old: tuple[str, ...]
    new: tuple[str, ...]


# Old texts of frames, readable, where what the frames hold is not.
DecodedTexts = tuple[tuple[str, tuple[str, ...]], ...]


def with_decoded_texts(
    changes: tuple[FieldChange, ...], decoded: DecodedTexts
) -> tuple[FieldChange, ...]:
    """Return the changes as the user should read them."""
    texts = dict(decoded)
    return tuple(replace(c, old=texts.get(c.frame, c.old)) for c in changes)


@dataclass(frozen=True, slots=True)
class TagPlan:
    """The exact change of one file; nothing is written when `changes` is empty.

    `container` names the kind of tag ("ID3v2.3", "Vorbis", "MP4", ...); `audio_hash` is the hash of
    the audio data when the plan was made; `note` says why nothing would change, or what stays all
    the same. `stamp` identifies the state of the file and differs after every change; None where
    unknown. `decoded` holds the old texts of frames whose code page only the file as a whole shows.
    """

    path: str
    container: str
    changes: tuple[FieldChange, ...]
    audio_hash: str
    note: str = ""
    stamp: tuple[int, ...] | None = None
    decoded: DecodedTexts = ()

    @property
    def shown_changes(self) -> tuple[FieldChange, ...]:
        """The changes as the user should read them."""
        return with_decoded_texts(self.changes, self.decoded)


@dataclass(frozen=True, slots=True)
class OldBytes:
    """What a written file needs to become the file before the write again, byte for byte.

    The hashes are of the whole file before and after; `new_size` is its size after, in bytes. What
    `data` holds is known to `tags.writing.old_bytes`.
    """

    old_hash: str
    new_hash: str
    new_size: int
    data: bytes


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """The changes that lead one file back to a state of the journal, as far as that is safe.

    Frames that hold that state already are listed apart, and so are those that hold something else,
    each with a message: another program changed them, so they stay as they are.
    """

    plan: TagPlan
    up_to_date: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
