"""Learning from a person's own songs: from a table to a network of their own.

The learning itself is in `inference.learning`, in this process: what takes long and what can
crash, the decoding, is done by the same processes that scan, and the training room, which no app
needs, stays out of it.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic, time
from typing import TYPE_CHECKING, Any

import numpy as np

from moodtagger import paths
from moodtagger.core.errors import CancelledError, ModelError
from moodtagger.core.tracks import Progress
from moodtagger.inference.finetuning.dataset import Lesson
from moodtagger.services.finetuning.feature_extraction import Gathering, HeardSong
from moodtagger.services.finetuning.holdout_split import HoldOut, hold_out
from moodtagger.services.finetuning.report import card_of, report_of, text_of
from moodtagger.services.finetuning.target_moods import (
    FEWEST,
    TaughtMoods,
    Words,
    present,
    taught_moods,
)
from moodtagger.services.finetuning.training_csv import Fault, SongTable
from moodtagger.services.models.active import check_parts, folder_of
from moodtagger.services.models.installed import install_model
from moodtagger.services.workers.pool import AnalysisPool

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.trainer import Learner, Standing
    from moodtagger.inference.model_folder.torch_io import LoadedModel

FEWEST_SONGS = 10
_RUNS_KEPT_S = 30 * 24 * 3600.0

OnProgress = Callable[[str, Progress], None]  # unit, how far


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be learned from which network; `force` takes a result that is worse."""

    start: str
    name: str
    passes: int
    force: bool = False
    jobs: int | None = None


@dataclass(slots=True)
class Learned:
    """What came of it; without a `folder` nothing was installed and `reason` says why."""

    faults: list[Fault] = field(default_factory=list)
    left_out: tuple[tuple[str, int], ...] = ()
    report: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    folder: Path | None = None
    reason: str = ""
    known: int = 0  # songs heard by an earlier run


def learn(table: SongTable, wish: Wish, on_progress: OnProgress, cancel: Event) -> Learned:
    """Hear the table's songs, learn, and install the network if it is no worse than its start.

    A run that was stopped or killed goes on where it was when it is started again. CancelledError
    when the person asks to stop; ModelError when the start or the disk is not fit for it.
    """
    base = folder_of(wish.start)
    digest = check_parts(base.name, base).card["weights_sha256"]
    place = paths.make_learning_dir()
    gathering = Gathering(
        place / "heard" / digest[:16],
        table.songs,
        lambda progress: on_progress("songs", progress),
    )
    pool = AnalysisPool(base, wish.jobs)
    try:
        gathering.run(pool, cancel)
    finally:
        pool.close()
    if cancel.is_set():
        raise CancelledError
    faults = sorted([*table.faults, *gathering.faults], key=lambda fault: fault.line)
    learned = Learned(faults, known=gathering.known)
    if len(gathering.songs) < FEWEST_SONGS:
        learned.reason = (
            f"{len(gathering.songs)} of the songs can be used; it takes at least {FEWEST_SONGS}."
        )
        return learned
    _learn_from(gathering.songs, base, wish, place / "runs", learned, on_progress, cancel)
    return learned


def _learn_from(
    songs: list[HeardSong],
    base: Path,
    wish: Wish,
    runs: Path,
    learned: Learned,
    on_progress: OnProgress,
    cancel: Event,
) -> None:
    from moodtagger.inference.backends.torch_backend import TorchNetwork
    from moodtagger.inference.finetuning.trainer import Learner
    from moodtagger.inference.model_folder.torch_io import load_model

    TorchNetwork.use_one_thread()
    start = load_model(base)
    words = Words(start.vocabulary)
    told = [frozenset(words.mood(word) for word in song.row.moods) for song in songs]
    moods = taught_moods(told, start.vocabulary)
    learned.left_out = moods.left_out
    lesson, held = _lesson(songs, told, moods)
    if not moods.labels and np.isnan(lesson.va).all():
        learned.reason = (
            f"There is nothing to learn: no mood is on at least {FEWEST} songs and missing on "
            f"others, and fewer than {FEWEST_SONGS} songs have valence and arousal."
        )
        return
    learner = Learner(start, lesson)
    checkpoint = runs / f"{_key(start, lesson)}.safetensors"
    _forget_old_runs(runs)
    standing = _passes(learner, wish.passes, checkpoint, on_progress, cancel)
    _finish(learner, standing, start, lesson, moods, held, wish, learned)
    if learned.folder is not None:
        checkpoint.unlink(missing_ok=True)


def _lesson(
    songs: list[HeardSong], told: list[frozenset[str]], moods: TaughtMoods
) -> tuple[Lesson, HoldOut]:
    labels = present(told, moods.labels)
    held = hold_out([song.row.path for song in songs], [song.artist for song in songs], labels)
    va = np.array([song.row.va or (np.nan, np.nan) for song in songs], np.float32)
    if len(songs) - np.isnan(va).any(axis=1).sum() < FEWEST_SONGS:
        va[:] = np.nan  # too few to learn from
    lesson = Lesson(
        [song.features for song in songs], labels, moods.outputs, moods.new, va, held.mask
    )
    return lesson, held


def _key(start: LoadedModel, lesson: Lesson) -> str:
    return f"{start.card['weights_sha256'][:16]}-{lesson.digest()[:32]}"


def _passes(
    learner: Learner, passes: int, checkpoint: Path, on_progress: OnProgress, cancel: Event
) -> Standing:
    began = monotonic()

    def show(standing: Standing) -> None:
        rate = (standing.passes - standing.resumed) / max(monotonic() - began, 1e-3)
        left = (passes - standing.passes) / rate
        words = f"held-out loss {standing.history[-1]:.4f}"
        on_progress("passes", Progress(standing.passes, passes, 0, rate, left, words))

    try:
        return learner.learn(passes, checkpoint, show, cancel)
    except OSError as error:
        raise ModelError(
            f"How far learning has come cannot be kept: {error.strerror}.", path=checkpoint
        ) from error


def _finish(
    learner: Learner,
    standing: Standing,
    start: LoadedModel,
    lesson: Lesson,
    moods: TaughtMoods,
    held: HoldOut,
    wish: Wish,
    learned: Learned,
) -> None:
    """Judge, and install what is good enough."""
    from moodtagger.inference.finetuning.evaluation import judge
    from moodtagger.inference.finetuning.export import write_network, write_report

    judged = judge(
        lesson,
        learner.before,
        learner.answers(),
        start.vocabulary,
        moods.labels,
        learner.calibration,
    )
    learned.report = report_of(start, lesson, held, standing, judged, moods, learned.faults)
    learned.text = text_of(learned.report)
    if not (standing.helped or wish.force):
        learned.reason = (
            "The held-out songs are heard worse than before, so nothing was installed. Label more "
            "songs, or use --force to install it all the same."
        )
        return
    with _unfinished() as part:
        learned.report["name"] = wish.name
        learned.report["version"] = write_network(
            part,
            wish.name,
            learner.network,
            judged.vocabulary,
            judged.calibration,
            card_of(start.card, start.name, learned.report),
        )
        write_report(part, learned.report, learned.text)
        learned.folder = install_model(part, wish.name)


@contextlib.contextmanager
def _unfinished() -> Iterator[Path]:
    """A folder beside the installed networks that nobody takes for one; gone afterwards."""
    part = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=paths.make_own_models_dir()))
    try:
        yield part
    except OSError as error:
        raise ModelError(
            f"The network cannot be written: {error.strerror}.", path=part.parent
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _forget_old_runs(runs: Path) -> None:
    for path in runs.glob("*"):
        with contextlib.suppress(OSError):
            if time() - path.stat().st_mtime > _RUNS_KEPT_S:
                path.unlink()
