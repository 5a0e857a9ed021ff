"""Tag fields: names in each format, several moods in one text, player profiles.

The table of mood fields is the project's own; the names of title, artist and the like are those
that MusicBrainz Picard, foobar2000 and Mp3tag use.

What is known, and how. Where the code is open, from reading it; else from what users and other
taggers report. The tag version that a file has is always kept; `new_id3` is for files without one.

Navidrome (its mappings of tags, and TagLib's names of frames): TMOO, MOOD, WM/Mood and the iTunes
    field MOOD; TXXX:MOOD of ID3v2.3 arrives as MOOD. Several values; one text is divided at ";".
Kodi (its loader of tags): TMOO, whose values it would join with a blank, the first text of
    TXXX:MOOD and the first WM/Mood; " / " is its own separator. So one text everywhere.
MusicBee (users, and developers of taggers who looked at its files): it reads TMOO and writes
    TXXX:MOOD, in ID3v2.3 unless told otherwise, several moods divided by ";".
foobar2000 (its table of ID3 frames at wiki.hydrogenaud.io, which has no TMOO; users' files): a
    field of its own goes to TXXX of that name, in ID3v2.4 with several values.
Rekordbox (users): no moods at all, and of comments only the first. Moods go into the comment too,
    behind what stands there; only there can it show and search them. It is happiest with ID3v2.3.
Mixxx (its loader of tags): TMOO only where it was built for that, and shown nowhere; it shows the
    grouping, which is GRP1 where a file has that, else TIT1. Moods go there too, behind the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from moodtagger.core.tag_plan import TargetPlayer
from moodtagger.tags.formats.base import Container

ITUNES_PREFIX = "----:com.apple.iTunes:"

FieldNames = Mapping[str, tuple[str, ...]]

# Where a field may stand, the most usual place first..
READ_NAMES: Mapping[str, FieldNames] = {
    "id3": {
        "title": ("TIT2", "TT2"),
        "artist": ("TPE1", "TP1"),
        "album": ("TALB", "TAL"),
        "genre": ("TCON", "TCO"),
        "mood": ("TMOO", "TXXX:MOOD", "TXX:MOOD"),
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
}

# Where moodtagger writes. ASF has no field for a DJ's energy.
WRITE_NAMES: Mapping[str, Mapping[str, str]] = {
    "ID3v2.2": {
        "mood": "TXX:MOOD",
        "valence": "TXX:VALENCE",
        "arousal": "TXX:AROUSAL",
        "energy": "TXX:EnergyLevel",
    },
    "ID3v2.3": {
        "mood": "TXXX:MOOD",
        "valence": "TXXX:VALENCE",
        "arousal": "TXXX:AROUSAL",
        "energy": "TXXX:EnergyLevel",
    },
    "ID3v2.4": {
        "mood": "TMOO",
        "valence": "TXXX:VALENCE",
        "arousal": "TXXX:AROUSAL",
        "energy": "TXXX:EnergyLevel",
    },
    "Vorbis": {
        "mood": "MOOD",
        "valence": "VALENCE",
        "arousal": "AROUSAL",
        "energy": "ENERGYLEVEL",
    },
    "MP4": {
        "mood": f"{ITUNES_PREFIX}MOOD",
        "valence": f"{ITUNES_PREFIX}VALENCE",
        "arousal": f"{ITUNES_PREFIX}AROUSAL",
        "energy": f"{ITUNES_PREFIX}ENERGYLEVEL",
    },
    "ASF": {
        "mood": "WM/Mood",
        "valence": "VALENCE",
        "arousal": "AROUSAL",
    },
    "APEv2": {
        "mood": "Mood",
        "valence": "VALENCE",
        "arousal": "AROUSAL",
        "energy": "EnergyLevel",
    },
}


def holds_single_text(label: str) -> bool:
    """Whether several moods have to be joined into one text in this kind of tag."""
    return label in ("ID3v2.2", "ID3v2.3")


# Between moods in one text; a slash divides only between spaces, as in "calm / sad".
_SEPARATORS = r";|\0|\s/\s"


def split_moods(texts: Iterable[str], separator: str = "") -> tuple[str, ...]:
    """The single moods, trimmed, each once (the first spelling), in their order.

    `separator` is a further text that divides them.
    """
    custom = separator.strip() or separator
    pattern = f"{_SEPARATORS}|{re.escape(custom)}" if custom else _SEPARATORS
    return unique_texts(part for text in texts for part in re.split(pattern, text))


def unique_texts(moods: Iterable[str]) -> tuple[str, ...]:
    """Trimmed and without doubles or empty ones; case does not make a difference."""
    found: dict[str, str] = {}
    for mood in moods:
        if mood.strip():
            found.setdefault(mood.strip().casefold(), mood.strip())
    return tuple(found.values())


def missing_moods(wanted: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """Those of `wanted` that are not in `present`, each once."""
    known = {mood.casefold() for mood in present}
    return tuple(mood for mood in unique_texts(wanted) if mood.casefold() not in known)


def without_moods(moods: Iterable[str], removed: Iterable[str]) -> tuple[str, ...]:
    """The moods that are not in `gone`, in their order."""
    known = {mood.strip().casefold() for mood in removed}
    return tuple(mood for mood in moods if mood.casefold() not in known)


def same_moods(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether both name the same moods, in any order and case."""
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
    """`places` are those of moods that differ from the usual ones, by kind of tag.

    `one_text`: several moods always stand in one text. `separator` is the player's own, empty
    for the person's. `shared` are places that hold texts of the person's too: the first that a
    file has, else the last; one that ends in ":" means whatever follows.
    """

    mood_fields: Mapping[str, str] = field(default_factory=dict)
    single_text: bool = False
    separator: str = ""
    new_id3_version: int = 4
    shared_fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def mood_field(self, label: str) -> str:
        """Where moods stand in this kind of tag."""
        return self.mood_fields.get(label, WRITE_NAMES[label]["mood"])

    def joins_moods(self, label: str) -> bool:
        """Whether several moods are joined in this kind of tag."""
        return self.single_text or holds_single_text(label)

    def shared_field(self, container: Container) -> str | None:
        """The frame that moods are written to beside texts of the person's; None without one."""
        names = self.shared_fields.get(container.label, ())
        for name in names:
            for item in container.items:
                found, folded_name = item.name.casefold(), name.casefold()
                if found == folded_name or (
                    folded_name.endswith(":") and found.startswith(folded_name)
                ):
                    return item.name
        return names[-1] if names else None


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
    """A person's text with moods behind it, each once, and without those that are gone."""
    parts = text.split(separator) if text else []
    dropped = {mood.casefold() for mood in removed} - {mood.casefold() for mood in moods}
    remaining = [part for part in parts if part.strip().casefold() not in dropped]
    present = {part.strip().casefold() for part in remaining}
    return separator.join(
        [*remaining, *(m for m in unique_texts(moods) if m.casefold() not in present)]
    )
