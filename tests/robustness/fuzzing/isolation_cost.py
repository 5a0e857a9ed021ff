"""Cost of running decoders and mutagen in separate processes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import perf_counter, process_time
from typing import Any

import numpy as np
import soundfile

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tag_plan import WritePolicy
from moodtagger.demo.encode import encode
from moodtagger.paths import default_model_dir, demo_dir
from moodtagger.services.workers.analysis import analyze_file
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.tags import apply_plan, plan_write
from moodtagger.tags.writing.mutagen_reader import read_with_mutagen
from moodtagger.tags.writing.reader_process import read_texts_isolated
from tests.robustness.fuzzing.seed_corpus import make_corpus
from tests.robustness.fuzzing.trial import WANTED
from tests.support.trial_results import TrialResult

MAX_PERCENT = 5.0  # per cent
_ROUNDS, _FILES = 5, 40
_SONG_S = 240
_REPEATS = 530  # times 7.5 kB: a song of four minutes


def isolation_rows(folder: Path) -> list[TrialResult]:
    """Fraction of the time of analysis and of saving that goes into process communication."""
    return [_measure_analysis(folder), _measure_saving(folder)]


def _measure_analysis(folder: Path) -> TrialResult:
    """Analyze the same songs here and in a worker, in turns; best round of each.

    In CPU time, as workers run at low priority.
    """
    from moodtagger.inference.predictor import Predictor

    Predictor.use_one_thread()
    predictor = Predictor(default_model_dir())
    songs = _long_songs(folder)
    pool = AnalysisPool(default_model_dir(), 1)
    results: list[AnalysisResult] = []

    def collect(task: Task, result: Any) -> list[Task]:
        results.append(result)
        return []

    def in_process() -> None:
        for song in songs:
            analyze_file(song, predictor)

    def in_pool() -> None:
        tasks = [Task(Operation.ANALYZE, song) for song in songs]
        pool.run(tasks, collect, Event())

    try:
        in_pool()  # the process starts and loads the network, once in a session
        in_process_s, in_pool_s = _best_times(in_process, in_pool, lambda: _cpu_seconds(pool))
    finally:
        pool.close()
    complete = all(isinstance(result, AnalysisResult) and not result.error for result in results)
    return _row(
        "analysis in a process of its own",
        len(results),
        100 * (in_pool_s / in_process_s - 1),
        complete=complete,
    )


def _long_songs(folder: Path) -> list[str]:
    """Two demo pieces, repeated to the length of usual songs."""
    paths = []
    for kind in (".mp3", ".flac"):
        sound, rate = soundfile.read(sorted(demo_dir().glob(f"*{kind}"))[0], dtype="float32")
        path = folder / f"long{kind}"
        encode(np.resize(sound, (_SONG_S * rate, *sound.shape[1:])), rate, path)
        paths.append(str(path))
    return paths


def _measure_saving(folder: Path) -> TrialResult:
    """Extra time of asking the helper process over mutagen here, as a fraction of a save."""
    corpus = make_corpus(folder / "corpus")
    source = folder / "song.mp3"
    song = corpus["mp3, ID3v2.4"].read_bytes() + corpus["mp3, bare"].read_bytes() * _REPEATS
    source.write_bytes(song)
    files = [folder / "saved" / f"{number}.mp3" for number in range(_FILES)]
    files[0].parent.mkdir(exist_ok=True)
    for path in files:
        shutil.copyfile(source, path)
    read_texts_isolated("id3", source)  # starts the helper, once in a session

    def ask(read: Callable[[str, Path], object]) -> None:
        for path in files:
            read("id3", path)

    in_process_s, in_helper_s = _best_times(
        lambda: ask(read_with_mutagen), lambda: ask(read_texts_isolated)
    )
    start = perf_counter()
    for path in files:
        apply_plan(plan_write(path, WANTED, WritePolicy()))
    save = perf_counter() - start
    extra = 100 * 2 * (in_helper_s - in_process_s) / save  # a save asks twice
    shutil.rmtree(files[0].parent)
    return _row("saving with mutagen in a process of its own", _FILES, extra, complete=True)


def _best_times(
    one: Callable[[], None], two: Callable[[], None], clock: Callable[[], float] = perf_counter
) -> tuple[float, float]:
    """Best of several rounds, in seconds, as other programs use the machine too."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for run, durations in zip((one, two), times, strict=True):
            start = clock()
            run()
            durations.append(clock() - start)
    return min(times[0]), min(times[1])


def _cpu_seconds(pool: AnalysisPool) -> float:
    """CPU seconds of this process and of the workers so far."""
    total = process_time()
    for process in pool.processes:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _row(name: str, tried: int, percent: float, *, complete: bool) -> TrialResult:
    lost = int(percent > MAX_PERCENT or not complete)
    return TrialResult(
        "fuzzing", name, tried, lost, f"{percent:+.1f} % of the time (at most {MAX_PERCENT:.0f})"
    )
