"""Read written tags back with programs that share no code with moodtagger.

The readers come from Debian: ffmpeg, libimage-exiftool-perl, eyed3, kid3-cli, mediainfo,
vorbis-tools, flac, atomicparsley. Those that are not installed are left out and reported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.demo.encode import encode
from moodtagger.tags import apply_plan, plan_write
from tests.robustness import audio_fixtures
from tests.robustness.audio_fixtures import write_silent_ape
from tests.robustness.files import chained_ogg, mp4_variants
from tests.support.trial_results import Log, TrialPlan, TrialResult

MOODS = ("joyous7", "zärtlich7")
VALENCE, VALENCE_TEXT = -0.26, "0.37"
_ID3 = ("mp3", "id3v22", "id3v23", "id3v24")
_VORBIS, _MP4 = ("vorbis", "vorbis_chained"), ("aac", "alac", "fragments")
_OGG = (*_VORBIS, "opus", "opus_chained")
_CONTAINERS = ("tta", "ogg flac", "speex", "dsf")  # known to the first two programs for sure
_ALL_FORMATS = (*_ID3, "flac", *_OGG, *_MP4, "wav", "aiff", "wma", "wavpack", "ape")
_EYED3 = (
    "import sys, eyed3; tag = eyed3.load(sys.argv[1]).tag; "
    "print([getattr(frame, 'text', '') for frames in tag.frame_set.values() for frame in frames])"
)


@dataclass(frozen=True, slots=True)
class TagReader:
    """A program: its command line without the file, and the formats it knows tags of."""

    program: str
    arguments: tuple[str, ...]
    formats: tuple[str, ...]

    def command(self) -> list[str] | None:
        """What to run; None when it is not installed."""
        found = shutil.which(self.program)
        if found is None or self.program != "eyeD3":
            return [found, *self.arguments] if found else None
        python = Path(found).read_text(encoding="utf-8").partition("\n")[0].removeprefix("#!")
        return [*python.split(), *self.arguments]  # the program does not print all frames

    def read_text(self, path: Path) -> str:
        """Everything the program prints about a file."""
        command = self.command() or []
        trailing = () if self.program == "AtomicParsley" else (str(path),)
        if self.program == "AtomicParsley":
            command[1:1] = [str(path)]
        run = subprocess.run(
            [*command, *trailing],
            capture_output=True,
            timeout=60,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
        )
        return run.stdout.decode("utf-8", "replace")


READERS = (
    TagReader(
        "ffprobe",
        ("-v", "error", "-show_entries", "format_tags:stream_tags"),
        (*_ALL_FORMATS, *_CONTAINERS),
    ),
    TagReader(
        "exiftool",
        ("-a", "-s", "-sep", "|"),
        (*_ID3, "flac", *_OGG, *_MP4, "wav", "aiff", "tta", "ogg flac"),
    ),
    TagReader("eyeD3", ("-c", _EYED3), _ID3),
    TagReader("kid3-cli", ("-c", "get"), _ALL_FORMATS),
    TagReader("mediainfo", (), (*_ID3, "flac", *_OGG, *_MP4, "wma", "wavpack", "ape")),
    TagReader("vorbiscomment", ("-l", "-R"), _VORBIS),
    TagReader("metaflac", ("--export-tags-to=-", "--no-utf8-convert"), ("flac",)),
    TagReader("AtomicParsley", ("-t",), _MP4),
)
FORMATS: Mapping[str, str] = {
    "mp3": "MP3 without a tag before",
    "id3v22": "MP3, ID3v2.2",
    "id3v23": "MP3, ID3v2.3",
    "id3v24": "MP3, ID3v2.4",
    "flac": "FLAC",
    "vorbis": "Ogg Vorbis",
    "vorbis_chained": "Ogg Vorbis, chained",
    "opus": "Opus",
    "opus_chained": "Opus, chained",
    "aac": "M4A, AAC",
    "alac": "M4A, ALAC",
    "fragments": "M4A in fragments",
    "wav": "WAV",
    "aiff": "AIFF",
    "wma": "WMA",
    "wavpack": "WavPack",
    "ape": "Monkey's Audio",
    "tta": "TTA",
    "ogg flac": "FLAC in Ogg",
    "speex": "Speex",
    "dsf": "DSF",
}


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Run all readers; one row a format."""
    installed = [reader for reader in READERS if reader.command()]
    missing = [reader.program for reader in READERS if not reader.command()]
    if missing:
        log(f"readers: not installed: {', '.join(missing)}")
    rows = []
    for name, path in write_tagged_songs(plan.work / "readers").items():
        outcomes = [(r.program, found_tags(r, path)) for r in installed if name in r.formats]
        note = ", ".join(f"{program}: {tags_read}" for program, tags_read in outcomes)
        lost = sum(what == "nothing" for _, what in outcomes)
        rows.append(
            TrialResult(
                "readers", FORMATS[name], len(outcomes), lost, note or "no reader installed"
            )
        )
    return rows


def write_tagged_songs(
    folder: Path, formats: Sequence[str] = (*_ALL_FORMATS, *_CONTAINERS)
) -> dict[str, Path]:
    """Write a song of each format with two moods and a valence.

    WavPack gets a second of silence, as mediainfo does not know one in a single block.
    """
    songs_by_format = audio_fixtures.make_songs(folder)
    encode(
        np.zeros((audio_fixtures.RATE, 2), np.float32),
        audio_fixtures.RATE,
        songs_by_format["wavpack"],
    )
    songs_by_format["ape"] = folder / "monkey.ape"
    write_silent_ape(songs_by_format["ape"])
    songs_by_format |= _multi_stream_songs(songs_by_format)
    for name in formats:
        wanted = TagRequest(MOODS, VALENCE, 0.0)
        apply_plan(plan_write(songs_by_format[name], wanted, WritePolicy(dimensions=True)))
    return {name: songs_by_format[name] for name in formats}


def _multi_stream_songs(sources: Mapping[str, Path]) -> dict[str, Path]:
    """Songs with several streams, or whose audio is referenced in many tables."""
    found = {}
    for source, name, convert in (
        ("vorbis", "vorbis_chained", chained_ogg.chain),
        ("opus", "opus_chained", chained_ogg.chain),
        ("aac", "fragments", mp4_variants.SHAPES["fragmented"]),
    ):
        found[name] = sources[source].with_stem(name)
        found[name].write_bytes(sources[source].read_bytes())
        convert(found[name])
    return found


def found_tags(reader: TagReader, path: Path) -> str:
    """Summarize what a reader finds of moods and valence."""
    text = reader.read_text(path)
    moods = [mood in text for mood in MOODS]
    if not any(moods) or VALENCE_TEXT not in text:
        return "nothing"
    return "all" if all(moods) else "one mood"
