"""Analysis of files with the real model: odd audio, quick mode, memory, crashed processes."""

from __future__ import annotations

import os
import signal
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import soundfile

from moodtagger.core.errors import CancelledError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AnalysisResult
from moodtagger.inference.predictor import Predictor
from moodtagger.paths import default_model_dir
from moodtagger.services.active_model import model_info
from moodtagger.services.analyze_files import analyze_files, spectrogram, waveform
from moodtagger.services.scan.scanner import ScanJob
from moodtagger.services.workers.analysis import SILENT, TOO_SHORT, analyze_file
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.store import open_library
from tests.support.audio_files import tone

VOCABULARY = model_info(default_model_dir()).vocabulary


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    Predictor.use_one_thread()
    return Predictor(default_model_dir())


@pytest.fixture
def pool() -> Iterator[AnalysisPool]:
    opened = AnalysisPool(default_model_dir(), 1)
    yield opened
    opened.close()


def write(path: Path, y: np.ndarray, sample_rate: int = 44_100) -> str:
    soundfile.write(path, y, sample_rate)
    return str(path)


def test_silence_and_short_files_are_skipped_with_a_reason(
    predictor: Predictor, tmp_path: Path
) -> None:
    silence = analyze_file(write(tmp_path / "silence.wav", np.zeros((441_000, 2))), predictor)
    assert (silence.skip_reason, silence.error, silence.prediction) == (SILENT, "", None)
    short = analyze_file(write(tmp_path / "short.wav", tone(0.2)), predictor)
    assert (short.skip_reason, short.error, short.prediction) == (TOO_SHORT, "", None)
    nothing = analyze_file(write(tmp_path / "nothing.wav", tone(0.0)), predictor)
    assert nothing.prediction is None
    assert nothing.skip_reason or nothing.error


@pytest.mark.parametrize(
    ("sample_rate", "channels"), [(8_000, 1), (96_000, 2), (48_000, 6), (44_100, 1)]
)
def test_every_rate_and_channel_count_is_analyzed(
    predictor: Predictor, tmp_path: Path, sample_rate: int, channels: int
) -> None:
    y = tone(12.0, sample_rate, channels)
    analysis = analyze_file(write(tmp_path / "song.wav", y, sample_rate), predictor)
    assert analysis.prediction is not None
    assert analysis.info is not None
    assert (analysis.info.sample_rate, analysis.info.channels) == (sample_rate, channels)
    assert analysis.prediction.segments[-1].end_s == pytest.approx(12.0, abs=0.05)


def test_predictions_for_noise_are_within_bounds(predictor: Predictor, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    bursts = rng.normal(0, 0.2, 441_000) * (np.sin(np.arange(441_000) / 4_000) > 0)
    analysis = analyze_file(write(tmp_path / "noise.wav", bursts), predictor)
    assert analysis.prediction is not None
    assert -1 <= analysis.prediction.valence <= 1
    assert sum(analysis.prediction.quadrant.values()) == pytest.approx(1)


def test_the_same_file_has_the_same_analysis(predictor: Predictor, tmp_path: Path) -> None:
    path = write(tmp_path / "song.flac", tone(25.0))
    first, second = analyze_file(path, predictor), analyze_file(path, predictor)
    assert first.as_dict() == second.as_dict()


def test_quick_reads_the_seconds_that_a_whole_analysis_reads(
    predictor: Predictor, tmp_path: Path
) -> None:
    path = write(tmp_path / "song.flac", tone(90.0))
    quick, full = analyze_file(path, predictor, quick=True), analyze_file(path, predictor)
    assert quick.prediction is not None
    assert full.prediction is not None
    assert quick.prediction.quick
    assert not full.prediction.quick
    assert len(quick.prediction.segments) == len(full.prediction.segments)
    assert quick.prediction.valence == pytest.approx(full.prediction.valence, abs=0.02)
    assert quick.prediction.arousal == pytest.approx(full.prediction.arousal, abs=0.02)
    assert quick.prediction.confident == full.prediction.confident
    assert quick.info is not None
    assert quick.info.duration_s == pytest.approx(90.0, abs=0.1)


def test_quick_on_a_cut_off_file_analyzes_all_that_is_there(
    predictor: Predictor, tmp_path: Path
) -> None:
    path = Path(write(tmp_path / "song.flac", tone(90.0)))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])  # its header still declares 90 s
    quick, full = analyze_file(str(path), predictor, quick=True), analyze_file(str(path), predictor)
    assert quick.prediction is not None
    assert full.prediction is not None
    assert not quick.prediction.quick
    assert quick.prediction.segments == full.prediction.segments
    assert quick.prediction.segments[0].start_s == 0
    assert quick.prediction.segments[-1].end_s == pytest.approx(30.0, abs=2.0)


def test_quick_on_a_short_song_analyzes_all_of_it(predictor: Predictor, tmp_path: Path) -> None:
    quick = analyze_file(write(tmp_path / "song.flac", tone(15.0)), predictor, quick=True)
    assert quick.prediction is not None
    assert not quick.prediction.quick
    assert quick.prediction.segments[-1].end_s == pytest.approx(15.0, abs=0.05)


def test_memory_does_not_grow_with_the_length(predictor: Predictor, tmp_path: Path) -> None:
    def peak(minutes: int) -> int:
        path = tmp_path / f"{minutes}.wav"
        second = (8_000 * tone(1.0, 8_000, 1)).astype(np.int16)
        with soundfile.SoundFile(path, "w", 8_000, 1) as file:
            for _ in range(60 * minutes):
                file.write(second)
        tracemalloc.start()
        try:
            assert analyze_file(str(path), predictor).prediction is not None
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    short, long = peak(10), peak(30)
    assert long < 1.25 * short


class CancelAfter:
    """A cancel flag that is set from the n-th check on."""

    def __init__(self, checks: int) -> None:
        self.checks_left = checks

    def is_set(self) -> bool:
        self.checks_left -= 1
        return self.checks_left <= 0


def test_cancel_ends_an_analysis_at_the_next_block(predictor: Predictor, tmp_path: Path) -> None:
    path = write(tmp_path / "long.wav", np.tile(tone(60.0, 8_000, 1), (10, 1)), 8_000)
    cancel = CancelAfter(3)
    with pytest.raises(CancelledError):
        analyze_file(path, predictor, cancel=cancel)
    assert cancel.checks_left == 0


def test_cancel_ends_a_run_after_the_current_songs(pool: AnalysisPool, tmp_path: Path) -> None:
    path = write(tmp_path / "song.wav", tone(30.0, 8_000, 1), 8_000)
    cancel, results = Event(), list[AnalysisResult]()

    def collect(result: AnalysisResult) -> None:
        results.append(result)
        cancel.set()

    analyze_files(pool, [path] * 50, collect, VOCABULARY, cancel=cancel)
    assert 1 <= len(results) <= 2  # of the tasks that one worker has at a time


def test_a_crashed_process_costs_one_file_not_the_run(pool: AnalysisPool, tmp_path: Path) -> None:
    """Kill the worker as soon as the pool waits for it."""
    paths = [write(tmp_path / f"{i}.flac", tone(5.0)) for i in range(4)]
    long = write(tmp_path / "long.wav", np.tile(tone(60.0, 8_000, 1), (40, 1)), 8_000)
    results: dict[str, object] = {}
    killed: list[int] = []

    def collect(task: Task, result: object) -> list[Task]:
        results[Path(task.path).name] = result
        return []

    def kill_once() -> None:
        if not killed:
            killed.extend(process.pid or 0 for process in pool.processes)
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    tasks = [Task(Operation.ANALYZE, path) for path in (long, *paths)]
    pool.run(tasks, collect, Event(), kill_once)
    assert len(killed) == 1
    assert set(results) == {"long.wav", *(f"{i}.flac" for i in range(4))}
    analyses = [results[f"{i}.flac"] for i in range(4)]
    assert all(isinstance(a, AnalysisResult) and a.prediction is not None for a in analyses)


def test_the_spectrogram_comes_from_the_process(pool: AnalysisPool, tmp_path: Path) -> None:
    frames = spectrogram(pool, write(tmp_path / "song.flac", tone(20.0)))
    assert frames is not None
    assert frames.shape[1] == 96
    assert spectrogram(pool, str(tmp_path / "gone.flac")) is None


def test_an_analysis_and_the_process_draw_the_same_waveform(
    pool: AnalysisPool, predictor: Predictor, tmp_path: Path
) -> None:
    path = write(tmp_path / "song.flac", tone(20.0))
    points = waveform(pool, path)
    assert len(points) == 300
    assert analyze_file(path, predictor).waveform == points
    assert waveform(pool, str(tmp_path / "gone.flac")) == b""


def test_why_a_file_failed_can_be_translated_after_reopening(
    pool: AnalysisPool, tmp_path: Path
) -> None:
    music, database = tmp_path / "music", tmp_path / "library.sqlite"
    music.mkdir()
    (music / "broken.mp3").write_bytes(b"\x01\x02no audio" * 999)
    with open_library(database) as library:
        summary = ScanJob(library, pool, "model 1", [music]).run()
    ((_, reported),) = summary.failed
    with open_library(database) as library:
        (row,) = library.songs.rows()
    for message in (reported, row.message):
        assert isinstance(message, Message)
        templates = [m.template for m in message.params.values() if isinstance(m, Message)]
        assert " ".join(templates) == message
