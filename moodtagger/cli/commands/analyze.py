"""`moodtagger analyze`: listen to files without touching any library."""

from __future__ import annotations

import argparse
from dataclasses import replace
from threading import Event

from moodtagger import settings
from moodtagger.cli.output import complain, minutes, print_json, printable
from moodtagger.cli.performance import minding_power, pace_of
from moodtagger.core.prediction import Heard
from moodtagger.paths import settings_path
from moodtagger.services.analyse_files import analyse
from moodtagger.services.models.active import model_in_use, model_info
from moodtagger.services.scan.discovery import find_audio
from moodtagger.services.workers.pool import AnalysisPool


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print what is heard in each file, as it comes."""
    failed = 0
    model = model_in_use()
    if model.notice:
        complain(model.notice)
    chosen = settings.load(settings_path())
    vocabulary = chosen.moods.applied(model_info(model.folder).vocabulary, chosen.precision)

    def show(heard: Heard) -> None:
        nonlocal failed
        failed += bool(heard.error)
        if arguments.json:
            print_json(heard.as_dict())
        elif heard.error:
            complain(heard.error, heard.path)
        else:
            _print(heard)

    paths = []
    for found in find_audio(arguments.paths, cancel=cancel):
        if found.error:
            show(Heard(found.path, error=found.error))
        else:
            paths.append(found.path)
    wished = pace_of(arguments)
    pool = AnalysisPool(model.folder, replace(wished, jobs=min(wished.jobs, max(1, len(paths)))))
    try:
        with minding_power(arguments) as pause:
            analyse(
                pool, paths, show, vocabulary, quick=arguments.quick, cancel=cancel, pause=pause
            )
    finally:
        pool.close()
    if not paths and not failed:
        complain("There are no audio files here.")
        return 1
    return 1 if failed or cancel.is_set() else 0


def _print(heard: Heard) -> None:
    print(printable(heard.path))
    if heard.info is not None:
        info = heard.info
        print(f"  {minutes(info.duration_s)}, {info.codec}, {info.sample_rate} Hz")
    if heard.prediction is None:
        print(f"  {heard.note}")
        return
    p = heard.prediction
    print(f"  {p.top_quadrant} ({100 * p.confidence:.0f} %), valence {p.valence:+.2f} ", end="")
    print(f"± {p.valence_sd:.2f}, arousal {p.arousal:+.2f} ± {p.arousal_sd:.2f}")
    words = ", ".join(f"{m} {100 * p.moods[m]:.0f} %" for m in p.confident)
    print(f"  {words or 'no confident mood'}{' (quick)' if p.quick else ''}")
