"""`moodtagger set`: build a DJ's set from the library."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from itertools import accumulate
from threading import Event
from typing import Any

from moodtagger.cli.commands.library import open_service
from moodtagger.cli.output import count_text, print_error, print_json, printable, row_dict
from moodtagger.cli.set_options import MAX_SONGS, mix_rules
from moodtagger.cli.song_options import (
    chosen_rows,
    playlist_target,
    print_written,
    write_playlist,
)
from moodtagger.core.dj.next_songs import is_mixable
from moodtagger.core.dj.set_builder import (
    BuiltSet,
    SetRequest,
    build_set,
    is_too_short,
    steps_out_of_range,
)
from moodtagger.core.dj.songs import song_key
from moodtagger.core.dj.transitions import MixTable, Transition
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow

_DEFAULT_SONGS = 20
_BROKEN = {
    ("tempo",): "the tempo changes too much.",
    ("key",): "the keys clash.",
    ("tempo", "key"): "the tempo changes too much, and the keys clash.",
}


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Build a set, print it, and write it as a playlist."""
    out = playlist_target(arguments)
    with open_service() as service:
        everything = {row.path: row for row in service.tracks.rows() if is_mixable(row)}
        wanted = {row.path for row in chosen_rows(service, arguments)}
        named = _named_paths(arguments, everything)
        rows = [row for path, row in everything.items() if path in wanted or path in named]
        if not rows:
            print_error("No analyzed song can be used. Scan a folder first, or change the filter.")
            return 1
        songs = MixTable.of(rows)
        request = _request(arguments, {row.path: i for i, row in enumerate(rows)})
        built = build_set(songs, request)
        chosen = [rows[i] for i in built.songs]
        count = 0 if out is None else write_playlist(service, arguments, chosen, out)
    if arguments.json:
        for step in _json_steps(chosen, songs, built):
            print_json(step)
    else:
        _print_set(chosen, songs, built, request)
    if out is not None and not arguments.json:
        print_written(count, out)
    return 0


def _named_paths(arguments: argparse.Namespace, rows: dict[str, SongRow]) -> set[str]:
    """Make the songs that are named absolute paths; raise MoodtaggerError for one not there."""
    for name in ("start", "end"):
        if (value := getattr(arguments, name)) is not None:
            setattr(arguments, name, os.path.abspath(value))  # noqa: PTH100 - keeps any bytes
    for name in ("with", "without"):
        setattr(arguments, name, [os.path.abspath(p) for p in getattr(arguments, name)])  # noqa: PTH100
    named = {arguments.start, arguments.end, *getattr(arguments, "with")} - {None}
    for path in (*named, *arguments.without):
        if path not in rows:
            raise MoodtaggerError(
                "The library has no analysis of this song.", path=path, advice="Scan it first."
            )
    return named


def _request(arguments: argparse.Namespace, numbers: dict[str, int]) -> SetRequest:
    count = None if arguments.minutes else min(arguments.songs or _DEFAULT_SONGS, MAX_SONGS)
    fixed = {}
    if arguments.start is not None:
        fixed[0] = numbers[arguments.start]
    if arguments.end is not None:
        fixed[-1] = numbers[arguments.end]
    return SetRequest(
        count=count,
        minutes=arguments.minutes,
        energy_curve=arguments.curve or (),
        mood_path=arguments.mood_path or (),
        bpm_range=arguments.bpm,
        max_per_artist=arguments.per_artist or None,
        rules=mix_rules(arguments),
        fixed=fixed,
        required=[numbers[path] for path in getattr(arguments, "with")],
        excluded=frozenset(numbers[p] for p in arguments.without if p in numbers),
    )


def _json_steps(rows: Sequence[SongRow], songs: MixTable, built: BuiltSet) -> list[dict[str, Any]]:
    steps = []
    for i, (row, elapsed_s) in enumerate(zip(rows, _elapsed(rows), strict=True)):
        transition = built.transitions[i - 1] if i else None
        steps.append(
            {
                "step": i + 1,
                "starts_s": round(elapsed_s, 3),
                "transition": None if transition is None else transition_dict(transition),
                **row_dict(row),
            }
        )
    return steps


def transition_dict(transition: Transition) -> dict[str, Any]:
    """Return a transition as it is printed in JSON."""
    change = transition.bpm_change
    return {
        "bpm_change": None if change is None else round(change, 2),
        "relation": None if transition.relation is None else str(transition.relation),
        "broken": list(transition.broken),
    }


def _elapsed(rows: Sequence[SongRow]) -> list[float]:
    return list(accumulate((row.duration_s or 0.0 for row in rows[:-1]), initial=0.0))


def _print_set(
    rows: Sequence[SongRow], songs: MixTable, built: BuiltSet, request: SetRequest
) -> None:
    for i, (row, elapsed_s) in enumerate(zip(rows, _elapsed(rows), strict=True)):
        transition = built.transitions[i - 1] if i else Transition(None, None)
        bpm = "" if row.effective_bpm is None else f"{row.effective_bpm:.0f}"
        change = "" if transition.bpm_change is None else f"{transition.bpm_change:+.0f}"
        key = song_key(row)
        relation = "" if transition.relation is None else str(transition.relation)
        title = " - ".join(part for part in (row.tags.artist, row.name) if part)
        print(
            f"{i + 1:3}  {_clock(elapsed_s):>7}  {bpm:>3} {change:>3}  "
            f"{'' if key is None else key.text():3} {relation.replace('_', ' '):12}  "
            f"E{songs.energy[built.songs[i]]:<2.0f}  {printable(title)}"
        )
    total_s = sum(row.duration_s or 0.0 for row in rows)
    print(f"{count_text(len(rows), 'song')}, {_clock(total_s)}.")
    for i, transition in enumerate(built.transitions, 1):
        if transition.broken:
            print(f"{i} to {i + 1}: {_BROKEN[transition.broken]}")
    for step in steps_out_of_range(songs, built.songs, request):
        print(f"{step + 1}: outside the tempo range.")
    if is_too_short(songs, built.songs, request):
        print("There are no more songs for these rules.")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
