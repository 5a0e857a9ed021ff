"""DJs' sets: 20 songs out of 60 pieces of the demo composer, and 30 out of 20,000 songs."""

from __future__ import annotations

import time

import numpy as np

from moodtagger.core.dj.set_builder import BuiltSet, SetRequest, build_set
from moodtagger.core.dj.transitions import MixTable
from moodtagger.core.musical_keys import key_of_code
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.demo.render import vary
from moodtagger.demo.songs import SONGS

LIBRARY, LONG_SET, COMPOSED_SET = 20_000, 30, 20
_VARIATIONS = 5  # of each piece, each in a key and at a tempo of its own
_BUILD_UP = ((0.0, 3.0), (1.0, 9.0))


def print_sets() -> None:
    """Print both measurements as rows of a table."""
    seconds, built = timed_set()
    print(f"| {LONG_SET} songs of {LIBRARY:,} | {seconds:.2f} s CPU | {_broken_text(built)} |")
    built = composed_set()
    print(f"| {COMPOSED_SET} of {len(composed_songs())} composed songs | | {_broken_text(built)} |")


def timed_set(count: int = LIBRARY, length: int = LONG_SET) -> tuple[float, BuiltSet]:
    """Build a set out of many songs; seconds of CPU, columns of the library included."""
    rng = np.random.default_rng(3)
    rows = [
        SongRow(
            i,
            f"/m/{i}.mp3",
            FileTags(artist=str(i // 8), bpm=float(rng.normal(124, 18))),
            float(rng.uniform(180, 360)),
            TrackState.REVIEW,
            valence=float(rng.uniform(-1, 1)),
            arousal=float(rng.uniform(-1, 1)),
            predicted_key=key_of_code(int(rng.integers(24))),
        )
        for i in range(count)
    ]
    started_s = time.process_time()
    built = build_set(MixTable.of(rows), SetRequest(count=length, energy_curve=_BUILD_UP))
    return time.process_time() - started_s, built


def composed_songs() -> list[SongRow]:
    """Return the demo composer's pieces in several keys and tempos, as they are written.

    A piece that is written louder counts as more energetic.
    """
    rows: list[SongRow] = []
    for song in SONGS.values():
        for seed in range(_VARIATIONS):
            played = vary(song, seed)
            minor = played.mode not in {"major", "lydian"}
            row = SongRow(
                len(rows),
                f"/{song.title} {seed}",
                FileTags(title=song.title, bpm=played.tempo),
                valence=0.0,
                arousal=float(np.clip((song.loudness + 17.0) / 6.0, -1.0, 1.0)),
                predicted_key=key_of_code(played.tonic + 12 * minor),
            )
            rows.append(row)
    return rows


def composed_set() -> BuiltSet:
    """Build a set of rising energy out of these pieces."""
    request = SetRequest(count=COMPOSED_SET, energy_curve=_BUILD_UP)
    return build_set(MixTable.of(composed_songs()), request)


def broken_transitions(built: BuiltSet) -> int:
    """Count the transitions that do not keep a rule."""
    return sum(bool(step.broken) for step in built.transitions)


def _broken_text(built: BuiltSet) -> str:
    broken, transitions = broken_transitions(built), len(built.transitions)
    return f"{broken} of {transitions} transitions break a rule"
