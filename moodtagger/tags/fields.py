"""Tag fields: their names in each format, several moods in one text, and player profiles.

The table of mood fields is the project's own; the names of title, artist and the like are those
that MusicBrainz Picard, foobar2000 and Mp3tag use.

Sources of the player profiles: the player's code where it is open, else reports of users and of
other taggers. The tag version of a file is always kept; `new_id3_version` is for files without a
tag.

Navidrome (its tag mappings, and TagLib's frame names): reads TMOO, MOOD, WM/Mood and the iTunes
    field MOOD; TXXX:MOOD of ID3v2.3 arrives as MOOD. Several values; a single text is split at ";".
Kodi (its tag loader): reads TMOO, whose values it would join with a space, the first text of
    TXXX:MOOD and the first WM/Mood; its own separator is " / ". Hence a single text everywhere.
MusicBee (users, and developers of taggers who examined its files): reads TMOO and writes TXXX:MOOD,
    as ID3v2.3 by default, with several moods separated by ";".
foobar2000 (its table of ID3 frames at wiki.hydrogenaud.io, which has no TMOO; users' files): writes
    custom fields to TXXX frames of that name, in ID3v2.4 with several values.
Rekordbox (users): reads no moods, and only the first comment. Moods are also appended to the
    comment, where it can show and search them. It works best with ID3v2.3.
Mixxx (its tag loader): reads TMOO only in some builds and shows it nowhere; it shows the grouping,
    which is GRP1 if a file has it, else TIT1. Moods are also appended to the grouping.

Which of them need a new date modified to notice a write (`WritePolicy.keeps_mtime`): Navidrome
reads a file again when its time is after that of its own entry (its scanner); Kodi when sizes or
times of a folder's files differ (its folder hash); Mixxx, where it synchronizes tags, when the time
is not that of the last import (its source_synchronized_ms); foobar2000 and MusicBee when it differs
(users). Rekordbox reads tags again only on "Reload Tag".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from moodtagger.core.tag_plan import TargetPlayer
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.tags.formats.base import Container

ITUNES_PREFIX = "----:com.apple.iTunes:"

FieldNames = Mapping[str, tuple[str, ...]]

# The names that each field may have, the most usual first; `ALBUM_NAMES` has further fields.
READ_NAMES: Mapping[str, FieldNames] = {
    "id3": {
        "title": ("TIT2", "TT2"),
        "artist": ("TPE1", "TP1"),
        "album": ("TALB", "TAL"),
        "genre": ("TCON", "TCO"),
        "mood": ("TMOO", "TXXX:MOOD", "TXX:MOOD", "APEv2:Mood"),
        "bpm": ("TBPM", "TBP", "TXXX:BPM"),
        "key": ("TKEY", "TKE", "TXXX:INITIALKEY", "TXXX:KEY"),
    },
    "vorbis": {
        "title": ("TITLE",),
        "artist": ("ARTIST", "ALBUMARTIST"),
        "album": ("ALBUM",),
        "genre": ("GENRE",),
        "mood": ("MOOD",),
        "bpm": ("BPM", "TBPM", "TEMPO"),
        "key": ("INITIALKEY", "KEY"),
    },
    "mp4": {
        "title": ("©nam",),
        "artist": ("©ART", "aART"),
        "album": ("©alb",),
        "genre": ("©gen", "gnre"),
        "mood": (f"{ITUNES_PREFIX}MOOD",),
        "bpm": (f"{ITUNES_PREFIX}BPM", "tmpo"),
        "key": (f"{ITUNES_PREFIX}initialkey", f"{ITUNES_PREFIX}KEY"),
    },
    "asf": {
        "title": ("Title",),
        "artist": ("Author", "WM/AlbumArtist"),
        "album": ("WM/AlbumTitle",),
        "genre": ("WM/Genre",),
        "mood": ("WM/Mood", "MOOD"),
        "bpm": ("WM/BeatsPerMinute", "BPM"),
        "key": ("WM/InitialKey", "KEY"),
    },
    "ape": {
        "title": ("Title",),
        "artist": ("Artist",),
        "album": ("Album",),
        "genre": ("Genre",),
        "mood": ("Mood",),
        "bpm": ("BPM",),
        "key": ("KEY", "INITIALKEY"),
    },
    "ffmpeg": {  # as FFmpeg names them, in lower case
        "title": ("title",),
        "artist": ("artist", "album_artist", "album/artist"),
        "album": ("album", "album/title"),
        "genre": ("genre",),
        "mood": ("mood", "tmoo"),
        "bpm": ("bpm", "tbpm", "tempo"),
        "key": ("initialkey", "initial_key", "key", "tkey", "key signature"),
    },
}

# Comments in which MediaMonkey and MusicMatch keep moods, and others after them, in any language;
# and all fields for moods in ID3v2 tags beside the main tag.
_MOOD_COMMENT = r"comm?:(songs-db_mood|musicmatch_mood|mood):.*"
_OTHER_MOOD_NAME = re.compile(
    rf"{_MOOD_COMMENT}|id3v2(?: tag \d+)?:(tmoo|txxx?:mood|{_MOOD_COMMENT})"
)


def mood_names(container: Container) -> tuple[str, ...]:
    """Return the names of the fields that may hold moods in this file."""
    others = (
        item.name for item in container.items if _OTHER_MOOD_NAME.fullmatch(item.name.lower())
    )
    return unique_texts((*READ_NAMES[container.kind]["mood"], *others))


# The names that moodtagger writes. ASF has no field for the DJ energy level.
WRITE_NAMES: Mapping[str, Mapping[str, str]] = {
    "ID3v2.2": {
        "key": "TKE",
        "bpm": "TBP",
        "mood": "TXX:MOOD",
        "valence": "TXX:VALENCE",
        "arousal": "TXX:AROUSAL",
        "energy": "TXX:EnergyLevel",
    },
    "ID3v2.3": {
        "key": "TKEY",
        "bpm": "TBPM",
        "mood": "TXXX:MOOD",
        "valence": "TXXX:VALENCE",
        "arousal": "TXXX:AROUSAL",
        "energy": "TXXX:EnergyLevel",
    },
    "ID3v2.4": {
        "key": "TKEY",
        "bpm": "TBPM",
        "mood": "TMOO",
        "valence": "TXXX:VALENCE",
        "arousal": "TXXX:AROUSAL",
        "energy": "TXXX:EnergyLevel",
    },
    "Vorbis": {
        "key": "INITIALKEY",
        "bpm": "BPM",
        "mood": "MOOD",
        "valence": "VALENCE",
        "arousal": "AROUSAL",
        "energy": "ENERGYLEVEL",
    },
    "MP4": {
        "key": f"{ITUNES_PREFIX}initialkey",
        "bpm": f"{ITUNES_PREFIX}BPM",
        "mood": f"{ITUNES_PREFIX}MOOD",
        "valence": f"{ITUNES_PREFIX}VALENCE",
        "arousal": f"{ITUNES_PREFIX}AROUSAL",
        "energy": f"{ITUNES_PREFIX}ENERGYLEVEL",
    },
    "ASF": {
        "key": "WM/InitialKey",
        "bpm": "WM/BeatsPerMinute",
        "mood": "WM/Mood",
        "valence": "VALENCE",
        "arousal": "AROUSAL",
    },
    "APEv2": {
        "key": "KEY",
        "bpm": "BPM",
        "mood": "Mood",
        "valence": "VALENCE",
        "arousal": "AROUSAL",
        "energy": "EnergyLevel",
    },
}


def holds_single_text(label: str) -> bool:
    """Whether this tag format has to join several moods into one text."""
    return label in ("ID3v2.2", "ID3v2.3")


def split_moods(texts: Iterable[str], reading: TagReading = DEFAULT_READING) -> tuple[str, ...]:
    """Split texts into moods: trimmed, without duplicates (the first spelling stays), in order."""
    return unique_texts(part for text in texts for part in reading.split(text))


def unique_texts(moods: Iterable[str]) -> tuple[str, ...]:
    """Trim the moods and drop empty ones and duplicates, ignoring case."""
    found: dict[str, str] = {}
    for mood in moods:
        if mood.strip():
            found.setdefault(mood.strip().casefold(), mood.strip())
    return tuple(found.values())


def missing_moods(wanted: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """Return the moods of `wanted` that are not in `present`, without duplicates."""
    known = {mood.casefold() for mood in present}
    return tuple(mood for mood in unique_texts(wanted) if mood.casefold() not in known)


def without_moods(moods: Iterable[str], removed: Iterable[str]) -> tuple[str, ...]:
    """Return the moods that are not in `removed`, in order."""
    known = {mood.strip().casefold() for mood in removed}
    return tuple(mood for mood in moods if mood.casefold() not in known)


def same_moods(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether both hold the same moods, in any order and case."""
    return {mood.casefold() for mood in a} == {mood.casefold() for mood in b}


_TXXX_MOOD = {"ID3v2.4": "TXXX:MOOD"}
_ID3_COMMENT = ("COMM::", "COMM::eng")
_ID3_GROUPING = ("GRP1", "TIT1")
_COMMENT = {
    "ID3v2.2": ("COM::", "COM::eng"),
    "ID3v2.3": _ID3_COMMENT,
    "ID3v2.4": _ID3_COMMENT,
    "Vorbis": ("COMMENT",),
    "MP4": ("©cmt",),
    "APEv2": ("Comment",),
}
_GROUPING = {
    "ID3v2.2": ("TT1",),
    "ID3v2.3": _ID3_GROUPING,
    "ID3v2.4": _ID3_GROUPING,
    "Vorbis": ("GROUPING",),
    "MP4": ("©grp",),
    "APEv2": ("Grouping",),
}


@dataclass(frozen=True, slots=True)
class PlayerProfile:
    """How moods are written for a player.

    `mood_fields` holds the mood field by tag format where it is not the usual one. `single_text`:
    several moods are always joined into one text. `separator` is the player's own, or empty for
    the one in the settings. `shared_fields` holds, by tag format, the fields to which moods are
    appended after the user's own text: the first that a file has, else the last is used; a name
    that ends in ":" matches every name that begins with it.
    """

    mood_fields: Mapping[str, str] = field(default_factory=dict)
    single_text: bool = False
    separator: str = ""
    new_id3_version: int = 4
    shared_fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def mood_field(self, label: str) -> str:
        """Return the name of the mood field in this tag format."""
        return self.mood_fields.get(label, WRITE_NAMES[label]["mood"])

    def joins_moods(self, label: str) -> bool:
        """Whether several moods are joined in this tag format."""
        return self.single_text or holds_single_text(label)

    def shared_field(self, container: Container) -> str | None:
        """Return the frame to which moods are appended after the user's own text, if any."""
        names = self.shared_fields.get(container.label, ())
        for name in names:
            for item in container.items:
                found, folded_name = item.name.casefold(), name.casefold()
                if found == folded_name or (
                    folded_name.endswith(":") and found.startswith(folded_name)
                ):
                    return item.name
        return names[-1] if names else None


COMMENT_PROFILE = PlayerProfile(shared_fields=_COMMENT)
PLAYER_PROFILES: Mapping[TargetPlayer, PlayerProfile] = {
    TargetPlayer.GENERIC: PlayerProfile(),
    TargetPlayer.NAVIDROME: PlayerProfile(separator="; "),
    TargetPlayer.KODI: PlayerProfile(single_text=True, separator=" / "),
    TargetPlayer.MUSICBEE: PlayerProfile(
        _TXXX_MOOD, single_text=True, separator="; ", new_id3_version=3
    ),
    TargetPlayer.FOOBAR2000: PlayerProfile(_TXXX_MOOD, separator="; "),
    TargetPlayer.REKORDBOX: PlayerProfile(
        separator="; ", new_id3_version=3, shared_fields=_COMMENT
    ),
    TargetPlayer.MIXXX: PlayerProfile(separator="; ", shared_fields=_GROUPING),
}


def append_moods(text: str, moods: Sequence[str], removed: Sequence[str], separator: str) -> str:
    """Append moods to the user's text without duplicates, and drop the removed ones from it."""
    parts = text.split(separator) if text else []
    dropped = {mood.casefold() for mood in removed} - {mood.casefold() for mood in moods}
    remaining = [part for part in parts if part.strip().casefold() not in dropped]
    present = {part.strip().casefold() for part in remaining}
    return separator.join(
        [*remaining, *(m for m in unique_texts(moods) if m.casefold() not in present)]
    )
