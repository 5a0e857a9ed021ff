"""Fine-tuning on the user's own songs, from a table of labels to an installed model.

Decoding takes long and can crash, so worker processes do it, as in a scan. The training itself
runs in this process, by `inference.finetuning`; the package `training` is not needed.
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
from moodtagger.core.tracks import JobProgress
from moodtagger.inference.finetuning.dataset import FineTuningDataset
from moodtagger.inference.predictor import require_torch
from moodtagger.services.active_model import check_model_folder, find_model_folder
from moodtagger.services.finetuning.dataset import (
    MIN_SONGS_PER_MOOD,
    FeatureExtractionJob,
    HoldOutSplit,
    MoodLabelResolver,
    TargetMoods,
    TrainingSong,
    choose_target_moods,
    hold_out_split,
    label_matrix,
)
from moodtagger.services.finetuning.report import build_model_card, build_report, format_report
from moodtagger.services.finetuning.training_csv import RowError, TrainingTable
from moodtagger.services.installed_models import install_model
from moodtagger.services.workers.pool import AnalysisPool

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.trainer import Trainer, TrainingState
    from moodtagger.inference.torch_weights import LoadedModel

MIN_SONGS = 10
_RUN_RETENTION_S = 30 * 24 * 3600.0

OnProgress = Callable[[str, JobProgress], None]  # unit, how far


@dataclass(frozen=True, slots=True)
class FineTuneRequest:
    """The base model, the new one's name, and limits; `force` installs a worse result too."""

    base_model: str
    name: str
    passes: int
    force: bool = False
    jobs: int | None = None


@dataclass(slots=True)
class FineTuneResult:
    """Results of a run; without a `folder` nothing was installed, for the `failure_reason`."""

    row_errors: list[RowError] = field(default_factory=list)
    skipped_moods: tuple[tuple[str, int], ...] = ()
    report: dict[str, Any] = field(default_factory=dict)
    report_text: str = ""
    folder: Path | None = None
    failure_reason: str = ""
    cached_count: int = 0  # songs with features of an earlier run


def fine_tune(
    table: TrainingTable, request: FineTuneRequest, on_progress: OnProgress, cancel: Event
) -> FineTuneResult:
    """Fine-tune a model on the table's songs, and install it if it is no worse than its base.

    A run that was stopped or killed resumes when it is started again. Raises CancelledError when
    `cancel` is set, and ModelError when the base model is damaged or the disk is full.
    """
    require_torch()
    base = find_model_folder(request.base_model)
    digest = check_model_folder(base.name, base).card["weights_sha256"]
    work_dir = paths.ensure_finetuning_dir()
    extraction = FeatureExtractionJob(
        work_dir / "heard" / digest[:16],
        table.songs,
        lambda progress: on_progress("songs", progress),
    )
    pool = AnalysisPool(base, request.jobs)
    try:
        extraction.run(pool, cancel)
    finally:
        pool.close()
    if cancel.is_set():
        raise CancelledError
    row_errors = sorted([*table.row_errors, *extraction.row_errors], key=lambda error: error.line)
    result = FineTuneResult(row_errors, cached_count=extraction.cached_count)
    if len(extraction.songs) < MIN_SONGS:
        result.failure_reason = (
            f"Too few usable songs: {len(extraction.songs)}. At least {MIN_SONGS} are needed."
        )
        return result
    _train_and_install(
        extraction.songs, base, request, work_dir / "runs", result, on_progress, cancel
    )
    return result


def _train_and_install(
    songs: list[TrainingSong],
    base: Path,
    request: FineTuneRequest,
    runs: Path,
    result: FineTuneResult,
    on_progress: OnProgress,
    cancel: Event,
) -> None:
    from moodtagger.inference.backends.torch_backend import TorchNetwork
    from moodtagger.inference.finetuning.trainer import Trainer
    from moodtagger.inference.torch_weights import load_model

    TorchNetwork.use_one_thread()
    base_model = load_model(base)
    label_resolver = MoodLabelResolver(base_model.vocabulary)
    song_moods = [
        frozenset(label_resolver.resolve(word) for word in song.row.moods) for song in songs
    ]
    moods = choose_target_moods(song_moods, base_model.vocabulary)
    result.skipped_moods = moods.skipped
    dataset, split = _build_dataset(songs, song_moods, moods)
    if not moods.labels and np.isnan(dataset.va).all():
        result.failure_reason = (
            f"Nothing to train: no mood is on at least {MIN_SONGS_PER_MOOD} songs and "
            f"missing on others, and fewer than {MIN_SONGS} songs have valence and arousal."
        )
        return
    trainer = Trainer(base_model, dataset)
    checkpoint = runs / f"{_run_key(base_model, dataset)}.safetensors"
    _delete_old_runs(runs)
    state = _train(trainer, request.passes, checkpoint, on_progress, cancel)
    _evaluate_and_install(trainer, state, base_model, dataset, moods, split, request, result, base)
    if result.folder is not None:
        checkpoint.unlink(missing_ok=True)


def _build_dataset(
    songs: list[TrainingSong], song_moods: list[frozenset[str]], moods: TargetMoods
) -> tuple[FineTuningDataset, HoldOutSplit]:
    labels = label_matrix(song_moods, moods.labels)
    split = hold_out_split(
        [song.row.path for song in songs], [song.artist for song in songs], labels
    )
    va = np.array([song.row.va or (np.nan, np.nan) for song in songs], np.float32)
    if len(songs) - np.isnan(va).any(axis=1).sum() < MIN_SONGS:
        va[:] = np.nan  # too few to train on
    dataset = FineTuningDataset(
        [song.features for song in songs],
        labels,
        moods.output_indices,
        moods.new_count,
        va,
        split.mask,
    )
    return dataset, split


def _run_key(base_model: LoadedModel, dataset: FineTuningDataset) -> str:
    return f"{base_model.card['weights_sha256'][:16]}-{dataset.digest()[:32]}"


def _train(
    trainer: Trainer, passes: int, checkpoint: Path, on_progress: OnProgress, cancel: Event
) -> TrainingState:
    started_at = monotonic()

    def show(state: TrainingState) -> None:
        rate = (state.passes - state.resumed) / max(monotonic() - started_at, 1e-3)
        eta_s = (passes - state.passes) / rate
        text = f"held-out loss {state.history[-1]:.4f}"
        on_progress("passes", JobProgress(state.passes, passes, 0, rate, eta_s, text))

    try:
        return trainer.train(passes, checkpoint, show, cancel)
    except OSError as error:
        raise ModelError(
            f"Couldn't save the training progress: {error.strerror}.", path=checkpoint
        ) from error


def _evaluate_and_install(
    trainer: Trainer,
    state: TrainingState,
    base_model: LoadedModel,
    dataset: FineTuningDataset,
    moods: TargetMoods,
    split: HoldOutSplit,
    request: FineTuneRequest,
    result: FineTuneResult,
    base: Path,
) -> None:
    """Evaluate the trained model, and install it if it is good enough."""
    from moodtagger.inference.finetuning.checkpoint import write_network, write_report
    from moodtagger.inference.finetuning.evaluation import evaluate
    from moodtagger.inference.finetuning.speech import carry_over

    evaluation = evaluate(
        dataset,
        trainer.initial_outputs,
        trainer.outputs(),
        base_model.vocabulary,
        moods.labels,
        trainer.calibration,
    )
    result.report = build_report(
        base_model, dataset, split, state, evaluation, moods, result.row_errors
    )
    result.report_text = format_report(result.report)
    if not (state.improved or request.force):
        result.failure_reason = (
            "The held-out songs got worse than before, so the model was not installed. Label more "
            "songs, or use --force to install it anyway."
        )
        return
    with _staging_folder() as staging_folder:
        result.report["name"] = request.name
        result.report["version"] = write_network(
            staging_folder,
            request.name,
            trainer.network,
            evaluation.vocabulary,
            evaluation.calibration,
            build_model_card(base_model.card, base_model.name, result.report),
        )
        carry_over(base, base_model.network, trainer.network, dataset.songs, staging_folder)
        write_report(staging_folder, result.report, result.report_text)
        result.folder = install_model(staging_folder, request.name)


@contextlib.contextmanager
def _staging_folder() -> Iterator[Path]:
    """Create a temporary folder beside the installed models that is not listed as one."""
    folder = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=paths.ensure_user_models_dir()))
    try:
        yield folder
    except OSError as error:
        raise ModelError(
            f"Couldn't save the model: {error.strerror}.", path=folder.parent
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _delete_old_runs(runs: Path) -> None:
    for path in runs.glob("*"):
        with contextlib.suppress(OSError):
            if time() - path.stat().st_mtime > _RUN_RETENTION_S:
                path.unlink()
