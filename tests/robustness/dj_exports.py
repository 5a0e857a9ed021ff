"""Untrusted playlists of DJ programs: rekordbox XML, Traktor NML and Serato crates.

Each is read as a scan reads it. Allowed are a list and a MoodtaggerError; lost is when another
error escapes, when it takes too long, when a song of a whole playlist is missing, or when anything
in the folder has changed.
"""

from __future__ import annotations

import os
import struct
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from moodtagger.core.dj.rekordbox import RekordboxOptions, rekordbox_bytes
from moodtagger.core.dj.serato import crate_bytes
from moodtagger.core.dj.traktor import nml_bytes
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.music_analysis import BeatEstimate
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.services.scan.playlist_reading import playlist_songs
from tests.robustness.fuzzing.mutators import mutate
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

MUTATIONS = 5_000  # of each format
LARGE = 100_000  # songs of one collection
_LIMIT_S = 5.0  # of one damaged file of a few kilobytes
_LARGE_LIMIT_S = 120.0
_ELSEWHERE = (
    "file://localhost/dev/zero",
    "file://localhost/dev/null",
    "file://localhost/../../../../etc",
    "http://example.invalid/a.mp3",
    "\\\\host\\share\\a.mp3",
)
_NAMES = (
    "plain.mp3",
    "Ängste & <Öl>.flac",
    "a b%23#?.m4a",
    "tab\tand\x01.wav",
    "\N{HEADPHONE}.mp3",
)


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Read mutated exports, built ones, and one of many songs."""
    folder = plan.work / "dj"
    folder.mkdir(parents=True, exist_ok=True)
    exports = make_exports(folder)
    trials = ResumableTrials("dj", plan, log)
    for suffix in exports:
        trials.run(
            f"{suffix}, mutated",
            plan.trial_count(MUTATIONS),
            partial(mutated_trial, folder, suffix, exports, plan.seed),
        )
    for name, build in BUILT.items():
        trials.run(name, 1, partial(_built_trial, build, folder))
    count = plan.trial_count(LARGE)
    trials.run(f"collection of {count:,} songs", 1, partial(large_trial, folder, count))
    return trials.rows


def make_exports(folder: Path) -> dict[str, bytes]:
    """Make songs in a folder, and an export of them in each format; content by suffix."""
    rows = []
    for number, name in enumerate(_NAMES, 1):
        song = folder / "Music" / name
        song.parent.mkdir(exist_ok=True)
        song.touch()
        tags = FileTags(title=name, artist="\x00 & <", key="8A", bpm=124.0)
        rows.append(SongRow(number, str(song), tags, 200.0, arousal=0.2, accepted=("calm",)))
    beats = {row.track_id: BeatEstimate(124.0, 0.9, 0.3) for row in rows}
    return {
        ".xml": rekordbox_bytes(rows, folder / "set.xml", RekordboxOptions(beats=beats)),
        ".nml": nml_bytes(rows, folder / "set.nml"),
        ".crate": crate_bytes(rows, folder / "set.crate"),
    }


def mutated_trial(
    folder: Path, suffix: str, exports: dict[str, bytes], seed: int, number: int
) -> str:
    """Read one mutated export; what was lost, empty when nothing."""
    rng = Random(f"{seed} {suffix} {number}")
    mutated, _ = mutate(exports[suffix], rng, list(exports.values()))
    return _lost(folder, suffix, mutated)


def _built_trial(build: Callable[[Path], str], folder: Path, _number: int) -> str:
    return build(folder)


def large_trial(folder: Path, count: int, _number: int = 0) -> str:
    """Read a collection of many songs, all of them missing but one."""
    songs = [
        SongRow(i, f"/nowhere/{i % 500}/{i}.mp3", FileTags(title=str(i))) for i in range(count)
    ]
    songs[count // 2] = SongRow(count, str(folder / "Music" / _NAMES[0]), FileTags())
    path = folder / "large.xml"
    path.write_bytes(rekordbox_bytes(songs, path))
    started_s = time.perf_counter()
    found = playlist_songs(str(path))
    path.unlink()
    if time.perf_counter() - started_s > _LARGE_LIMIT_S:
        return "takes too long"
    if (len(found), sum(not song.error for song in found)) != (count, 1):
        return "lacks songs"
    return ""


def _lost(folder: Path, suffix: str, data: bytes) -> str:
    path, before = folder / f"fuzzed{suffix}", _listing(folder)
    path.write_bytes(data)
    started_s = time.perf_counter()
    try:
        songs = playlist_songs(str(path))
    except MoodtaggerError:
        songs = []
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    finally:
        path.unlink()
    if time.perf_counter() - started_s > _LIMIT_S:
        return "takes too long"
    if any(not song.error and not os.path.isfile(song.path) for song in songs):  # noqa: PTH113
        return "names a file that is none"
    return "" if _listing(folder) == before else "changed the folder"


def _listing(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_size) for path in folder.rglob("*"))


def _refused(folder: Path, suffix: str, data: bytes) -> str:
    """Whether a file that is no export is refused with a sentence."""
    path = folder / f"built{suffix}"
    path.write_bytes(data)
    try:
        playlist_songs(str(path))
    except MoodtaggerError as error:
        return "" if error.full_message.endswith(".") else "says nothing"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    finally:
        path.unlink()
    return "is not refused"


def _entities(folder: Path) -> str:
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    entities = "".join(f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in pairs)
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]><DJ_PLAYLISTS>&i;</DJ_PLAYLISTS>'
    return _refused(folder, ".xml", bomb.encode())


def _nested(folder: Path) -> str:
    depth = 200_000
    data = b"<NML>" + b"<NODE>" * depth + b"</NODE>" * depth + b"</NML>"
    return _lost(folder, ".nml", data)


def _wrong_lengths(folder: Path) -> str:
    crate = make_exports(folder)[".crate"]
    for length in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF):
        at = crate.rindex(b"ptrk") + 4
        changed = crate[:at] + struct.pack(">I", length) + crate[at + 4 :]
        if lost := _lost(folder, ".crate", changed):
            return lost
    return _refused(folder, ".crate", crate[:-1])


def _out_of_the_tree(folder: Path) -> str:
    """Devices, folders, addresses and other playlists are named as missing and not opened."""
    root = ET.Element("DJ_PLAYLISTS")
    collection = ET.SubElement(root, "COLLECTION")
    for location in (*_ELSEWHERE, f"file://localhost{folder}/fuzzed.xml"):
        ET.SubElement(collection, "TRACK", TrackID=str(len(collection)), Location=location)
    path = folder / "fuzzed.xml"
    path.write_bytes(ET.tostring(root))
    try:
        songs = playlist_songs(str(path))
    finally:
        path.unlink()
    return "follows a path that is no song" if any(not song.error for song in songs) else ""


def _foreign(folder: Path) -> str:
    for data in (b"<html><body/></html>", b"", b"\xff\xfe<\x00", b"<DJ_PLAYLISTS", b"\x00" * 4096):
        for suffix in (".xml", ".nml", ".crate"):
            if lost := _refused(folder, suffix, data):
                return f"{data[:12]!r} as {suffix}: {lost}"
    return ""


BUILT: dict[str, Callable[[Path], str]] = {
    "entities that grow endlessly": _entities,
    "200,000 nested elements": _nested,
    "wrong lengths in a crate": _wrong_lengths,
    "paths that lead elsewhere": _out_of_the_tree,
    "files of other kinds": _foreign,
}
