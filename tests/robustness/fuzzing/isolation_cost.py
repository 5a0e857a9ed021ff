"""What it costs that decoders, and mutagen, run in processes of their own."""

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

from moodtagger.core.prediction import Heard
from moodtagger.core.tag_plan import WritePolicy
from moodtagger.demo.encode import encode
from moodtagger.paths import default_model_dir, demo_dir
from moodtagger.services.workers.analysis import hear
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Task, Work
from moodtagger.tags import apply_plan, plan_write
from moodtagger.tags.writing.mutagen_process import texts_of
from moodtagger.tags.writing.mutagen_reader import mutagen_texts
from tests.robustness.fuzzing.seed_corpus import make_corpus
from tests.robustness.fuzzing.trial import WANTED
from tests.support.trial_results import Row

MOST = 5.0  # per cent
_ROUNDS, _FILES = 5, 40
_SONG_S = 240
_LONG = 530  # times 7.5 kB: a song of four minutes


def isolation_rows(folder: Path) -> list[Row]:
    """Of analysis and of saving: the share that goes into talking to another process."""
    return [_analysis(folder), _saving(folder)]


def _analysis(folder: Path) -> Row:
    """The same songs in this process and in one of the pool, by turns; the best round of each.

    In processor time, as the pool's processes give way to everything else on the machine.
    """
    from moodtagger.inference.predictor import Predictor

    Predictor.use_one_thread()
    predictor = Predictor(default_model_dir())
    songs = _songs(folder)
    pool = AnalysisPool(default_model_dir(), 1)
    heard: list[Heard] = []

    def keep(task: Task, result: Any) -> list[Task]:
        heard.append(result)
        return []

    def here() -> None:
        for song in songs:
            hear(song, predictor)

    def apart() -> None:
        tasks = [Task(Work.LISTEN, song) for song in songs]
        pool.run(tasks, keep, Event())

    try:
        apart()  # the process starts and loads the network, once in a session
        one, two = _by_turns(here, apart, lambda: _processor_time(pool))
    finally:
        pool.close()
    whole = all(isinstance(result, Heard) and not result.error for result in heard)
    return _row("analysis in a process of its own", len(heard), 100 * (two / one - 1), whole=whole)


def _songs(folder: Path) -> list[str]:
    """Two pieces of the demo, played again and again for as long as songs usually are."""
    made = []
    for kind in (".mp3", ".flac"):
        sound, rate = soundfile.read(sorted(demo_dir().glob(f"*{kind}"))[0], dtype="float32")
        path = folder / f"long{kind}"
        encode(np.resize(sound, (_SONG_S * rate, *sound.shape[1:])), rate, path)
        made.append(str(path))
    return made


def _saving(folder: Path) -> Row:
    """What asking the helper takes longer than asking mutagen here, as a share of a save."""
    corpus = make_corpus(folder / "corpus")
    source = folder / "song.mp3"
    song = corpus["mp3, ID3v2.4"].read_bytes() + corpus["mp3, bare"].read_bytes() * _LONG
    source.write_bytes(song)
    files = [folder / "saved" / f"{number}.mp3" for number in range(_FILES)]
    files[0].parent.mkdir(exist_ok=True)
    for path in files:
        shutil.copyfile(source, path)
    texts_of("id3", source)  # starts the helper, once in a session

    def ask(read: Callable[[str, Path], object]) -> None:
        for path in files:
            read("id3", path)

    here, apart = _by_turns(lambda: ask(mutagen_texts), lambda: ask(texts_of))
    began = perf_counter()
    for path in files:
        apply_plan(plan_write(path, WANTED, WritePolicy()))
    save = perf_counter() - began
    extra = 100 * 2 * (apart - here) / save  # a save asks twice
    shutil.rmtree(files[0].parent)
    return _row("saving with mutagen in a process of its own", _FILES, extra, whole=True)


def _by_turns(
    one: Callable[[], None], two: Callable[[], None], clock: Callable[[], float] = perf_counter
) -> tuple[float, float]:
    """The best time of each of several rounds, in seconds; others use the machine too."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for run, kept in zip((one, two), times, strict=True):
            began = clock()
            run()
            kept.append(clock() - began)
    return min(times[0]), min(times[1])


def _processor_time(pool: AnalysisPool) -> float:
    """What this process and those of the pool have computed so far, in seconds."""
    total = process_time()
    for process in pool.processes:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _row(what: str, tried: int, percent: float, *, whole: bool) -> Row:
    lost = int(percent > MOST or not whole)
    return Row("hostile", what, tried, lost, f"{percent:+.1f} % of the time (at most {MOST:.0f})")
