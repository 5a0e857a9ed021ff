"""The fields of the filter language: the one table that parser, help and completion read.

A new field is one more line here. `column` names the values that `FilterSongs` returns for it.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.messages import Message
from moodtagger.core.track_table import STATES
from moodtagger.core.tracks import TrackState
from moodtagger.core.vocabulary import Tier


class Kind(enum.Enum):
    """How the values of a field are written and compared."""

    TEXT = enum.auto()  # part of a text
    PATH = enum.auto()  # part of the file's path
    FOLDER = enum.auto()  # a folder with all below it, or part of its path
    FORMAT = enum.auto()  # the suffix of the file's name
    MOODS = enum.auto()  # one of several moods, by any of its synonyms
    MUSICAL_KEY = enum.auto()
    NUMBER = enum.auto()
    LENGTH = enum.auto()  # 3:30, 5m, 90s
    DATE = enum.auto()  # 2026-11, or how long ago: 30d
    CHOICE = enum.auto()  # one of a few words
    FLAG = enum.auto()  # yes or no


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field: its name and other names for it, what it asks about, and an example.

    `choices` are the words of a choice and the codes that each stands for. `is_signed` numbers
    may be negative, so that a minus before one is no open range. `is_rounded` numbers are shown
    without decimals, and ranges of them are of what is shown.
    """

    name: str
    kind: Kind
    column: str
    help: Message
    example: str
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    is_signed: bool = False
    is_rounded: bool = False


def _states(**words: tuple[TrackState, ...]) -> Mapping[str, frozenset[int]]:
    return {word: frozenset(map(STATES.index, states)) for word, states in words.items()}


_STATE_CHOICES = _states(
    undecided=(TrackState.REVIEW,),
    review=(TrackState.REVIEW,),
    accepted=(TrackState.DECIDED,),
    decided=(TrackState.DECIDED,),
    ready=(TrackState.DECIDED,),
    written=(TrackState.WRITTEN,),
    unclear=(TrackState.UNSURE,),
    unsure=(TrackState.UNSURE,),
    new=(TrackState.WAITING,),
    waiting=(TrackState.WAITING,),
    failed=(TrackState.FAILED,),
    speech=(TrackState.SPEECH,),
    missing=(TrackState.ABSENT,),
    absent=(TrackState.ABSENT,),
)
_QUADRANT_CHOICES = {str(quadrant): frozenset({i}) for i, quadrant in enumerate(QUADRANTS)}

NO_TIER = "none"
TIERS = (*map(str, Tier), NO_TIER)  # by code

FIELDS: tuple[Field, ...] = (
    Field(
        *("mood", Kind.MOODS, "moods", Message.of("a clearly suggested or accepted mood")),
        *("mood:happy,calm", ("moods",)),
    ),
    Field(
        *("tag", Kind.MOODS, "tagged", Message.of("a mood in the file's tags")),
        *("tag:party", ("tags",)),
    ),
    Field(
        *("suggested", Kind.MOODS, "suggested"),
        *(Message.of("an undecided suggestion, clear or likely"), "suggested:calm"),
        ("suggestion",),
    ),
    Field(
        *("tier", Kind.CHOICE, "tier", Message.of("the best undecided suggestion")),
        *("tier:likely", ("tiers",)),
        choices={tier: frozenset({code}) for code, tier in enumerate(TIERS)},
    ),
    Field("title", Kind.TEXT, "title", Message.of("the title"), "title:love", ("name", "song")),
    Field("artist", Kind.TEXT, "artist", Message.of("the artist"), 'artist:"the who"'),
    Field("album", Kind.TEXT, "album", Message.of("the album"), 'album:"greatest hits"'),
    Field(
        *("albumartist", Kind.TEXT, "album_artist", Message.of("the album artist")),
        *("albumartist:queen", ("album_artist", "album-artist")),
    ),
    Field("genre", Kind.TEXT, "genre", Message.of("the genre"), "genre:rock,pop", ("genres",)),
    Field("year", Kind.NUMBER, "year", Message.of("the year"), "year:1990-1999", ("date",)),
    Field("rating", Kind.NUMBER, "rating", Message.of("the stars"), "rating:>=4", ("stars",)),
    Field("track", Kind.NUMBER, "track", Message.of("the track number"), "track:1-3"),
    Field("disc", Kind.NUMBER, "disc", Message.of("the disc number"), "disc:2", ("disk",)),
    Field(
        *("length", Kind.LENGTH, "duration", Message.of("the length")),
        *("length:>5m", ("duration", "time")),
    ),
    Field(
        *("added", Kind.DATE, "added", Message.of("the date added")),
        *("added:<30d", ("date-added", "date_added", "dateadded")),
    ),
    Field(
        *("bpm", Kind.NUMBER, "bpm", Message.of("beats per minute"), "bpm:120-130", ("tempo",)),
        is_rounded=True,
    ),
    Field("key", Kind.MUSICAL_KEY, "key", Message.of("the musical key"), "key:8A,Am"),
    Field(
        *("detectedkey", Kind.MUSICAL_KEY, "detected_key", Message.of("the detected key")),
        *("detectedkey:8A", ("detected-key",)),
    ),
    Field(
        *("keydiffers", Kind.FLAG, "key_differs"),
        *(Message.of("the tag and the detected key differ"), "keydiffers:yes"),
        *(("key-differs",),),
    ),
    Field("energy", Kind.NUMBER, "energy", Message.of("the energy, from 1 to 10"), "energy:>6"),
    Field(
        *("valence", Kind.NUMBER, "valence", Message.of("how positive it feels, from -1 to 1")),
        *("valence:>0.3",),
        is_signed=True,
    ),
    Field(
        *("arousal", Kind.NUMBER, "arousal", Message.of("how energetic it feels, from -1 to 1")),
        *("arousal:<-0.2",),
        is_signed=True,
    ),
    Field(
        *(
            "danceability",
            Kind.NUMBER,
            "danceability",
            Message.of("how danceable it is, from 0 to 1"),
        ),
        *("danceability:>0.7", ("danceable",)),
    ),
    Field(
        *(
            "acousticness",
            Kind.NUMBER,
            "acousticness",
            Message.of("how acoustic it sounds, from 0 to 1"),
        ),
        *("acousticness:>0.8", ("acoustic",)),
    ),
    Field(
        *("instrumentalness", Kind.NUMBER, "instrumentalness"),
        Message.of("how likely it has no vocals, from 0 to 1"),
        "instrumentalness:<0.2",
    ),
    Field(
        *("instrumental", Kind.FLAG, "instrumental", Message.of("without vocals")),
        *("instrumental:yes",),
    ),
    Field(
        *("liveness", Kind.NUMBER, "liveness"),
        Message.of("how likely it was recorded live, from 0 to 1"),
        "liveness:>0.5",
    ),
    Field(
        *("speechiness", Kind.NUMBER, "speechiness"),
        Message.of("how much of it is spoken or rapped, from 0 to 1"),
        "speechiness:>0.3",
    ),
    Field(
        *("quadrant", Kind.CHOICE, "quadrant", Message.of("the quadrant of the map")),
        *("quadrant:sad,relaxed",),
        choices=_QUADRANT_CHOICES,
    ),
    Field(
        *("state", Kind.CHOICE, "state", Message.of("the state, from analyzed to written")),
        *("state:undecided", ("status",)),
        choices=_STATE_CHOICES,
    ),
    Field("corrected", Kind.FLAG, "corrected", Message.of("corrected by you"), "corrected:yes"),
    Field(
        *("duplicate", Kind.FLAG, "duplicate", Message.of("more than one copy of the recording")),
        *("duplicate:yes", ("duplicates",)),
    ),
    Field(
        *("folder", Kind.FOLDER, "directory", Message.of("a folder and the folders in it")),
        *("folder:/music/jazz", ("directory",)),
    ),
    Field(
        *("path", Kind.PATH, "path", Message.of("part of the file path")),
        *("path:/live/", ("file",)),
    ),
    Field(
        *("format", Kind.FORMAT, "format", Message.of("the file type")),
        *("format:flac", ("type", "filetype")),
    ),
)

_BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}


def field_named(name: str) -> Field | None:
    """Return a field by any of its names, in any case."""
    return _BY_NAME.get(name.casefold())


def nearest_field(name: str) -> Field | None:
    """Return the field whose name is most like this one, if any is."""
    found = difflib.get_close_matches(name.casefold(), _BY_NAME, n=1, cutoff=0.6)
    return _BY_NAME[found[0]] if found else None
