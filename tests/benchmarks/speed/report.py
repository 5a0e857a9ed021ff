"""The Markdown page: goals first, then the measurements behind them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tests.benchmarks.measurements import format_number
from tests.benchmarks.speed import run_statistics as reach
from tests.benchmarks.speed.results import DECODERS, MOODTAGGER, STAGES, SpeedResults
from tests.benchmarks.speed.run_statistics import Spread, wall_seconds

_METHOD = """\
Written by `python -m tests.benchmarks speed`. All subjects analyze the same songs in turns, in
their own processes with one thread each (threads that a library starts anyway are counted);
start-up, imports, model loading and a first song are not counted. CPU time is that of all threads
and of ended child processes. Ratios are taken round by round over the songs that both analyzed;
given are the median of the rounds, the minimum and the maximum. The decode-only bound is the
fastest of libsndfile and FFmpeg (through PyAV, frame by frame and in one filter graph) for each
song: decoded and discarded, without downmixing or resampling. moodtagger analyzes songs as its
workers do, with torch unless stated; what a scan adds is among the stages. The librosa baseline
is `librosa.load` at 22.05 kHz, librosa's mel and a network of three convolutions in torch, as in
tutorials. essentia's mel is MonoLoader at 16 kHz and 96 bands of frames of 512; its
MusicExtractor takes part in the first round only. bliss-audio and essentia are those of the
package index; their results differ from moods."""


def markdown_report(results: SpeedResults) -> str:
    """Format the whole section as Markdown."""
    parts = [
        _METHOD,
        _setup_line(results),
        reach.goal_table(results.goals()),
        *([_kind_table(results), _stage_table(results)] if results.runs.runs else []),
        *_detail_lines(results),
        *_notes(results),
    ]
    return "\n\n".join(part for part in parts if part)


def _setup_line(results: SpeedResults) -> str:
    songs = ", ".join(f"{len(numbers)} {kind}" for kind, numbers in results.kinds().items())
    machine = ", ".join(results.host.values())
    if not songs:
        return f"{machine}."
    return (
        f"{len(results.runs.songs)} songs of {results.seconds:g} s ({songs}), "
        f"{results.rounds} rounds. {machine}."
    )


def _kind_table(results: SpeedResults) -> str:
    run_statistics, kinds = results.run_statistics(), results.kinds()
    rows = []
    for name in results.subject_names():
        cells = [run_statistics.mean_song_cost(name, numbers) for numbers in kinds.values()]
        everything = range(len(results.runs.songs))
        analyzed_all = None not in cells
        rows.append(
            [
                *(name, *map(_format_cell, cells)),
                _format_cell(
                    run_statistics.mean_song_cost(name, everything) if analyzed_all else None
                ),
                _format_cell(
                    run_statistics.mean_song_cost(name, everything, wall_seconds)
                    if analyzed_all
                    else None
                ),
            ]
        )
    rows.append(["over the bound", *(_bound_ratio(results, numbers) for numbers in kinds.values())])
    rows[-1] += [_bound_ratio(results, range(len(results.runs.songs))), ""]
    return "CPU seconds of a song (median of the rounds, mean of the songs):\n\n" + _markdown_table(
        ["", *kinds, "all", "wall, all"], rows
    )


def _bound_ratio(results: SpeedResults, numbers: Sequence[int]) -> str:
    ratio = results.run_statistics().ratio(MOODTAGGER, DECODERS, numbers)
    return "" if ratio is None else f"{format_number(ratio.median)} x"


def _stage_table(results: SpeedResults) -> str:
    run_statistics, kinds = results.run_statistics(), results.kinds()
    everything = run_statistics.runs(STAGES, range(len(results.runs.songs)))
    stages = dict.fromkeys(stage for turn in everything for stage in turn.more["stages"])
    rows = []
    for stage in stages:
        cells = [
            1000 * statistics.median(turn.more["stages"].get(stage, 0.0) for turn in turns)
            if (turns := run_statistics.runs(STAGES, numbers))
            else None
            for numbers in kinds.values()
        ]
        rows.append([stage, *map(_format_cell, cells)])
    missing = sorted({stage for turn in everything for stage in turn.more["missing"]})
    note = f"\n\nNot told apart any more: {', '.join(missing)}." if missing else ""
    head = (
        "CPU milliseconds of a song by stage, each without the others; *fingerprint and tags* and "
        "*store* come with a scan only:\n\n"
    )
    return head + _markdown_table(["", *kinds], rows) + note


def _detail_lines(results: SpeedResults) -> list[str]:
    lines = []
    if (scans := results.scans) is not None:
        rate = scans.files_a_minute.median
        lines.append(
            "- `moodtagger scan --jobs 2` of all songs, with all its processes: at the "
            f"most {scans.pss.median:.0f} MB with shared memory counted once (PSS), "
            f"{scans.rss.median:.0f} MB with it counted for each process (RSS); {rate:.0f} "
            "files a minute, its start included."
        )
    if (scans := results.scans_with_onnx) is not None:
        lines.append(
            f"- The same with ONNX Runtime: {scans.pss.median:.0f} MB (PSS), "
            f"{scans.rss.median:.0f} MB (RSS); {scans.files_a_minute.median:.0f} files a minute."
        )
    if (workers := results.workers) is not None:
        minute = 60 * len(results.runs.songs)
        lines.append(
            f"- All songs by one process: {_format_seconds(workers.one_s)}; by two: "
            f"{_format_seconds(workers.two_s)}; {minute / workers.one_s.median:.0f} and "
            f"{minute / workers.two_s.median:.0f} files a minute."
        )
    if (window := results.startup) is not None:
        lines.append(
            f"- First window: {_format_seconds(window.ours_s)}; after importing everything: "
            f"{_format_seconds(window.imports_s)}; "
            f"in CPU time {format_number(window.cpu_ratio.median)} of it."
        )
    if (rescan := results.rescan) is not None:
        lines.append(
            f"- Rescan of {results.unchanged_files:,} unchanged files: "
            f"{_format_seconds(rescan.wall_s)}, CPU {_format_seconds(rescan.cpu_s)}."
        )
    return ["\n".join(lines)]


def _notes(results: SpeedResults) -> list[str]:
    lines = [f"- {name}: {what}" for name, what in results.competitors.items()]
    lines += [
        f"- {name}: {why}" for name, why in {**results.runs.failures, **results.failed}.items()
    ]
    return ["Subjects, and what could not be measured:", "\n".join(lines)] if lines else []


def _format_seconds(spread: Spread) -> str:
    low, high = format_number(spread.low), format_number(spread.high)
    return f"{format_number(spread.median)} s ({low} to {high})"


def _format_cell(value: float | None) -> str:
    return "" if value is None else format_number(value)


def _markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
