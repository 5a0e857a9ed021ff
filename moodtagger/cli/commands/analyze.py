"""`moodtagger analyze`: analyze files without any library."""

from __future__ import annotations

import argparse
from dataclasses import replace
from threading import Event

from moodtagger import settings
from moodtagger.cli.output import (
    format_duration,
    print_error,
    print_json,
    print_left_out,
    printable,
)
from moodtagger.cli.performance import limits_from_arguments, pause_on_battery
from moodtagger.cli.streams import reader_has_gone
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.vocabulary import Tier
from moodtagger.paths import settings_path
from moodtagger.services.active_model import active_model, model_info
from moodtagger.services.analyze_files import analyze_files, apply_vocabulary
from moodtagger.services.cluster import analyze_on_cluster
from moodtagger.services.scan.probing import take_files
from moodtagger.services.workers.pool import AnalysisPool


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the analysis of each file as soon as it is done."""
    failed = 0
    model = active_model()
    if model.notice:
        print_error(model.notice)
    chosen = settings.load(settings_path())
    vocabulary = chosen.mood_preferences.apply_to(
        model_info(model.folder).vocabulary, chosen.precision
    )

    def show(analysis: AnalysisResult) -> None:
        nonlocal failed
        failed += bool(analysis.error)
        if arguments.json:
            print_json(analysis.as_dict())
        elif analysis.error:
            print_error(analysis.error, analysis.path)
        else:
            _print_analysis(analysis)
        if reader_has_gone():  # nothing else is done here than to print
            cancel.set()

    find_speech = chosen.find_speech
    limits = limits_from_arguments(arguments)
    pool = AnalysisPool(model.folder, limits)
    try:
        taken = take_files(arguments.paths, pool, cancel=cancel)
        for path, message in taken.failed:
            show(AnalysisResult(path, error=message))
        if not arguments.json:
            print_left_out(taken.left_out)
        paths = [song.path for song in taken.songs]
        if arguments.scheduler:
            analyze_on_cluster(
                arguments.scheduler,
                paths,
                lambda result: show(apply_vocabulary(result, vocabulary, find_speech=find_speech)),
                quick=arguments.quick,
                cancel=cancel,
            )
            return _status(cancel, failed)
        pool.set_limits(replace(limits, jobs=min(limits.jobs, max(1, len(paths)))))
        with pause_on_battery(arguments) as pause:
            analyze_files(
                pool,
                paths,
                show,
                vocabulary,
                cue_tracks=taken.cue_tracks,
                quick=arguments.quick,
                find_speech=find_speech,
                cancel=cancel,
                pause=pause,
            )
    finally:
        pool.close()
    if not paths and not failed and not taken.left_out:
        print_error("No audio files found.")
        return 1
    return _status(cancel, failed)


def _status(cancel: Event, failed: int) -> int:
    return 1 if failed or (cancel.is_set() and not reader_has_gone()) else 0


def _print_analysis(analysis: AnalysisResult) -> None:
    print(printable(analysis.path))
    if analysis.info is not None:
        info = analysis.info
        print(f"  {format_duration(info.duration_s)}, {info.codec}, {info.sample_rate} Hz")
    if analysis.prediction is None:
        print(f"  {analysis.skip_reason}")
        return
    p = analysis.prediction
    print(f"  {p.top_quadrant} ({100 * p.confidence:.0f}%), valence {p.valence:+.2f} ", end="")
    print(f"± {p.valence_sd:.2f}, arousal {p.arousal:+.2f} ± {p.arousal_sd:.2f}")
    marks = {Tier.CLEAR: "", Tier.LIKELY: " (likely)"}
    moods = [f"{s.label} {100 * s.probability:.0f}%{marks[s.tier]}" for s in p.suggestions]
    print(f"  {', '.join(moods) or 'no clear mood'}{' (quick)' if p.quick else ''}")
