"""The names of fields in each kind of tag.

The table of mood fields is the project's own; the names of title, artist and the like are those
that MusicBrainz Picard, foobar2000 and Mp3tag use.
"""

from __future__ import annotations

from collections.abc import Mapping

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
