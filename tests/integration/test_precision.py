"""The chosen precision from the command line to every place that says "confident"."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger import app, paths, settings
from moodtagger.cli import main
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.vocabulary import PRECISIONS, Mood, OperatingPoint, Vocabulary
from moodtagger.services.active_model import chosen_precision, model_info, save_precision
from moodtagger.services.analyze_files import analyze_files
from moodtagger.services.library_service import LibraryService
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Task
from moodtagger.store import open_library
from tests.support.library import prediction
from tests.support.synthetic_library import add_synthetic_songs

Capture = pytest.CaptureFixture[str]
SONGS = 60


@pytest.fixture
def songs() -> Vocabulary:
    """Create a library of a version without stored thresholds, analyzed by the bundled model."""
    model = model_info(paths.default_model_dir())
    with open_library(paths.library_path()) as library:
        add_synthetic_songs(library, SONGS, model.vocabulary, model.name)
    return model.vocabulary


def open_service(**options: Any) -> LibraryService:
    return LibraryService(paths.library_path(), paths.default_model_dir(), **options)


def listed(capsys: Capture) -> dict[int, list[str]]:
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {row["id"]: row["proposed"] for row in rows}


def test_it_is_shown_with_what_it_means_for_each_mood(capsys: Capture) -> None:
    assert main(["precision"]) == 0
    out = capsys.readouterr().out
    assert "at least 60%" in out
    assert main(["precision", "--json", "0.8"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    shown = json.loads(line)
    assert shown["precision"] == 0.8
    vocabulary = model_info(paths.default_model_dir()).vocabulary.at_precision(0.8)
    assert [mood["label"] for mood in shown["moods"]] == list(vocabulary.labels)
    for printed, mood in zip(shown["moods"], vocabulary, strict=True):
        assert printed["weak"] == mood.weak == (printed["threshold"] is None)
        assert (printed["support"], printed["precision"]) == (mood.support, mood.precision)


def test_a_choice_is_kept_and_shown(capsys: Capture) -> None:
    save_precision(0.9)
    before = capsys.readouterr()
    assert main(["precision", "0.5"]) == 0
    assert "at least 50%" in capsys.readouterr().out
    assert settings.load(paths.settings_path()).precision == chosen_precision() == 0.5
    assert before.err == ""


@pytest.mark.parametrize("value", ["0.65", "1", "nan", "", "eight", "-0.5", "1e999"])
def test_another_value_is_bad_usage(value: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["precision", "--", value])
    assert stopped.value.code == 2
    assert "is not one of 0.5, 0.6, 0.7, 0.8, 0.9" in capsys.readouterr().err
    assert not paths.settings_path().exists()


def test_settings_that_cannot_be_written_are_reported(capsys: Capture) -> None:
    paths.settings_path().mkdir(parents=True)
    assert main(["precision", "0.8"]) == 1
    assert "Couldn't save the choice" in capsys.readouterr().err
    with pytest.raises(MoodtaggerError):
        save_precision(0.7)


@pytest.mark.usefixtures("songs")
def test_the_list_follows_without_another_analysis(capsys: Capture) -> None:
    usual = listed(capsys)
    save_precision(0.9)
    strict = listed(capsys)
    save_precision(0.5)
    loose = listed(capsys)
    assert sum(map(len, strict.values())) < sum(map(len, usual.values()))
    assert sum(map(len, usual.values())) <= sum(map(len, loose.values()))
    assert all(set(strict[i]) <= set(usual[i]) <= set(loose[i]) for i in loose)
    save_precision(0.6)
    assert listed(capsys) == usual


@pytest.mark.usefixtures("songs")
def test_accept_confident_accepts_no_more_than_the_choice() -> None:
    service = open_service(precision=0.8)
    try:
        sure = service.preferences.vocabulary().thresholds()
        ids = [row.track_id for row in service.tracks.rows()]
        rows = service.review.accept_confident(ids)
        accepted = {mood for row in rows for mood in row.accepted}
        assert accepted
        assert all(sure[mood] <= 1 for mood in accepted)
        assert all(
            dict(row.moods).get(m, 1) >= sure[m] - 1e-6 for row in rows for m in row.accepted
        )
    finally:
        service.close()


@pytest.mark.usefixtures("songs")
def test_an_open_library_follows_at_once_and_decisions_stay() -> None:
    service = open_service()
    try:
        first = next(row for row in service.tracks.rows() if row.proposed)
        service.review.decide([(first.track_id, first.proposed[0], True)])
        vocabulary = service.preferences.set_precision(0.9)
        assert chosen_precision() == service.preferences.precision == 0.9
        assert vocabulary.thresholds() == service.preferences.vocabulary().thresholds()
        (row,) = service.tracks.rows([first.track_id])
        assert row.accepted == first.proposed[:1]
        detail = service.tracks.detail(first.track_id)
        assert detail is not None
        assert detail.prediction is not None
        assert detail.prediction.confident == row.proposed
    finally:
        service.close()


@pytest.mark.usefixtures("songs")
def test_a_second_program_that_may_only_read_follows_its_choice() -> None:
    first = open_service()
    second = open_service(precision=0.9)
    try:
        assert second.read_only
        assert count(first) > count(second)
        second.preferences.set_precision(0.6)
        assert second.tracks.rows() == first.tracks.rows()
    finally:
        second.close()
        first.close()


def count(service: LibraryService) -> int:
    return sum(len(row.proposed) for row in service.tracks.rows())


@pytest.mark.usefixtures("songs")
def test_the_prospects_are_what_each_choice_brings() -> None:
    service = open_service()
    try:
        found = service.preferences.precision_forecasts()
        assert [p.precision for p in found] == list(PRECISIONS)
        for forecast in found:
            moods = service.preferences.set_precision(forecast.precision)
            assert forecast.songs == sum(bool(row.proposed) for row in service.tracks.rows())
            able = [m for m in moods if m.core and not m.weak]
            assert (forecast.moods, forecast.core) == (len(able), sum(m.core for m in moods))
        assert found[0].songs > found[-1].songs
    finally:
        service.close()


class PoolOfOne(AnalysisPool):
    """Returns one analysis at once, as of a model without operating points."""

    def run(
        self,
        tasks: Iterable[Task],
        on_result: Callable[[Task, Any], Iterable[Task]],
        cancel: Event,
        on_wait: Callable[[], None] = lambda: None,
        pause: Event | None = None,
        *,
        low_priority: bool = False,
    ) -> None:
        for task in tasks:
            on_result(
                task, AnalysisResult(task.path, None, prediction({"happy": 0.7, "sad": 0.6}, []))
            )


def test_a_file_outside_the_library_follows_the_chosen_precision() -> None:
    choices = (OperatingPoint(0.6, 0.5, 20, 0.6), OperatingPoint(0.7, 0.65, 20, 0.7))
    moods = [Mood(m, (m,), 0.0, 0.0, None, 0.5, choices=choices) for m in ("happy", "sad")]
    heard: list[AnalysisResult] = []
    for precision in (0.6, 0.7, 0.8):
        vocabulary = Vocabulary(moods).at_precision(precision)
        analyze_files(PoolOfOne(Path("none"), 1), ["a.wav"], heard.append, vocabulary)
    found = [h.prediction.confident for h in heard if h.prediction is not None]
    assert found == [("happy", "sad"), ("happy",), ()]


def test_the_window_keeps_a_choice_made_elsewhere_meanwhile() -> None:
    path = paths.settings_path()
    at_start = settings.load(path)
    save_precision(0.8)
    app.save_changed_settings(replace(at_start, theme="dark"), path)
    assert settings.load(path) == settings.Settings(theme="dark", precision=0.8)
