"""The page that people read: the goals first, then what lies behind them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tests.benchmarks.goals import short
from tests.benchmarks.speed import goal_table as reach
from tests.benchmarks.speed.results import DECODERS, OURS, STAGES, Measured
from tests.benchmarks.speed.statistics import Spread, wall

_HOW = """\
Written by `python -m tests.benchmarks speed`. All hear the same songs one after the other, in
turns, in processes of their own with one thread each (what a library starts beside it is counted);
the program's start, imports, loading and a first song are not counted. CPU is that of all threads
and of programs that were started and ended. A ratio is taken round by round over all songs that
both heard; given are the median of the rounds, the lowest and the highest. The decode-only bound is
the fastest of libsndfile and FFmpeg (through PyAV, frame by frame and all at once) for each song:
sound decoded and thrown away, without mixing to mono or resampling. moodtagger hears songs here as
its analysis processes do, with torch where nothing else is said, as without the extra `onnx`; what
a scan adds is among the stages. The tutorial way is `librosa.load` at 22.05 kHz, librosa's mel and
a network of three convolutions in torch, with the librosa and torch that moodtagger has. essentia's
mel is MonoLoader at 16 kHz and 96 bands of frames of 512; its MusicExtractor hears each song in the
first round only. bliss-audio and essentia are those of the package index; what they give is not the
same thing, and less or more than moods."""


def page(found: Measured) -> str:
    """The whole section in Markdown."""
    parts = [
        _HOW,
        _what(found),
        reach.table(found.reach()),
        *([_by_kind(found), _by_stage(found)] if found.contest.turns else []),
        *_details(found),
        *_left_out(found),
    ]
    return "\n\n".join(part for part in parts if part)


def _what(found: Measured) -> str:
    songs = ", ".join(f"{len(numbers)} {kind}" for kind, numbers in found.kinds().items())
    machine = ", ".join(found.machine.values())
    if not songs:
        return f"{machine}."
    return (
        f"{len(found.contest.songs)} songs of {found.seconds:g} s ({songs}), "
        f"{found.rounds} rounds. {machine}."
    )


def _by_kind(found: Measured) -> str:
    results, kinds = found.results(), found.kinds()
    rows = []
    for name in found.contestants():
        cells = [results.a_song(name, numbers) for numbers in kinds.values()]
        everything = range(len(found.contest.songs))
        heard_all = None not in cells
        rows.append(
            [
                *(name, *map(_cell, cells)),
                _cell(results.a_song(name, everything) if heard_all else None),
                _cell(results.a_song(name, everything, wall) if heard_all else None),
            ]
        )
    rows.append(["over the bound", *(_bound(found, numbers) for numbers in kinds.values())])
    rows[-1] += [_bound(found, range(len(found.contest.songs))), ""]
    return "CPU seconds of a song (median of the rounds, mean of the songs):\n\n" + _table(
        ["", *kinds, "all", "wall, all"], rows
    )


def _bound(found: Measured, numbers: Sequence[int]) -> str:
    ratio = found.results().ratio(OURS, DECODERS, numbers)
    return "" if ratio is None else f"{short(ratio.median)} x"


def _by_stage(found: Measured) -> str:
    results, kinds = found.results(), found.kinds()
    everything = results.turns(STAGES, range(len(found.contest.songs)))
    stages = dict.fromkeys(stage for turn in everything for stage in turn.more["stages"])
    rows = []
    for stage in stages:
        cells = [
            1000 * statistics.median(turn.more["stages"].get(stage, 0.0) for turn in turns)
            if (turns := results.turns(STAGES, numbers))
            else None
            for numbers in kinds.values()
        ]
        rows.append([stage, *map(_cell, cells)])
    missing = sorted({stage for turn in everything for stage in turn.more["missing"]})
    note = f"\n\nNot told apart any more: {', '.join(missing)}." if missing else ""
    head = (
        "CPU milliseconds of a song by stage, each without the others; *fingerprint and tags* and "
        "*store* come with a scan only:\n\n"
    )
    return head + _table(["", *kinds], rows) + note


def _details(found: Measured) -> list[str]:
    lines = []
    if (scans := found.scans) is not None:
        rate = scans.files_a_minute.median
        lines.append(
            "- `moodtagger scan --jobs 2` of the songs, with all processes that it starts: at the "
            f"most {scans.pss.median:.0f} MB where memory that they share is counted once (PSS), "
            f"{scans.rss.median:.0f} MB where it is counted for each of them (RSS); {rate:.0f} "
            "files a minute, its start included."
        )
    if (scans := found.scans_with_onnx) is not None:
        lines.append(
            f"- The same with ONNX Runtime: {scans.pss.median:.0f} MB (PSS), "
            f"{scans.rss.median:.0f} MB (RSS); {scans.files_a_minute.median:.0f} files a minute."
        )
    if (workers := found.workers) is not None:
        minute = 60 * len(found.contest.songs)
        lines.append(
            f"- All songs by one process: {_seconds(workers.one_s)}; by two: "
            f"{_seconds(workers.two_s)}; {minute / workers.one_s.median:.0f} and "
            f"{minute / workers.two_s.median:.0f} files a minute."
        )
    if (window := found.window) is not None:
        lines.append(
            f"- First window: {_seconds(window.ours_s)}; after importing everything: "
            f"{_seconds(window.imports_s)}; in CPU time {short(window.cpu_ratio.median)} of it."
        )
    if (rescan := found.rescan) is not None:
        lines.append(
            f"- Rescan of {found.songs_unchanged:,} unchanged files: {_seconds(rescan.wall_s)}, "
            f"CPU {_seconds(rescan.cpu_s)}."
        )
    return ["\n".join(lines)]


def _left_out(found: Measured) -> list[str]:
    told = [f"- {name}: {what}" for name, what in found.peers.items()]
    told += [f"- {name}: {why}" for name, why in {**found.contest.out, **found.failed}.items()]
    return ["Who took part, and what could not be measured:", "\n".join(told)] if told else []


def _seconds(spread: Spread) -> str:
    return f"{short(spread.median)} s ({short(spread.low)} to {short(spread.high)})"


def _cell(value: float | None) -> str:
    return "" if value is None else short(value)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
