"""`moodtagger taste`: learning from decisions, from the command line to every list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from moodtagger import paths, settings
from moodtagger.cli import main
from moodtagger.services.active_model import model_info
from moodtagger.services.finetuning.decision_table import table_from_decisions
from moodtagger.services.library_service import LibraryService
from moodtagger.store import Library, open_library
from tests.support.synthetic_library import add_synthetic_songs

Capture = pytest.CaptureFixture[str]
SONGS, DECIDED = 60, 30


@pytest.fixture
def model() -> str:
    """A listener who feels songs 0.5 more pleasant and finds no song "calm"."""
    info = model_info(paths.default_model_dir())
    with open_library(paths.library_path()) as library:
        add_synthetic_songs(library, SONGS, info.vocabulary, info.name)
        decide(library)
    return info.name


def decide(library: Library) -> None:
    rows = library.songs.rows()[:DECIDED]
    for row in rows:  # one after the other, as by hand
        library.decisions.save([(row.track_id, "calm", False)])
    positions = [
        (row.track_id, (min(1.0, row.valence + 0.5), row.arousal))
        for row in rows
        if row.valence is not None and row.arousal is not None
    ]
    for position in positions:
        library.corrections.save([position])


@pytest.fixture
def service(model: str) -> Iterator[LibraryService]:
    opened = LibraryService(paths.library_path(), paths.default_model_dir())
    try:
        yield opened
    finally:
        opened.close()


def rows(capsys: Capture, *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["list", "--sort", "path", "--json", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_answers_follow_decisions_while_it_is_on(model: str, capsys: Capture) -> None:
    before = rows(capsys)
    assert not any(row["personal"] for row in before)
    assert main(["taste", "on"]) == 0
    after = rows(capsys)
    assert all(row["personal"] for row in after)
    moved = [b["valence"] - a["valence"] for a, b in zip(before, after, strict=True)]
    assert 0.2 < np.mean(moved) < 0.6
    assert main(["taste", "off"]) == 0
    assert rows(capsys) == before


def test_the_line_says_how_often_decisions_would_have_been_right(
    model: str, capsys: Capture
) -> None:
    assert main(["taste", "--json"]) == 0
    (summary,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert summary["decisions"] == 2 * DECIDED
    assert summary["recent"]["count"] == 20
    assert summary["recent"]["right"] > summary["recent"]["right_without"]
    assert summary["position"] is True
    assert main(["taste"]) == 0
    out = capsys.readouterr().out
    assert f"Your taste: {2 * DECIDED} decisions, " in out
    assert "of your last 20 would have been right" in out
    assert "Would be adjusted" in out


def test_a_profile_has_decisions_of_its_own(model: str, capsys: Capture) -> None:
    assert main(["taste", "profiles", "--add", "Anna"]) == 0
    assert main(["list", "--profile", "Bert"]) == 1
    assert "no profile" in capsys.readouterr().err
    assert not any(row["corrected"] for row in rows(capsys, "--profile", "anna"))
    assert sum(row["corrected"] is not None for row in rows(capsys)) == DECIDED
    assert main(["taste", "--profile", "Anna"]) == 0
    assert "Your taste: 0 decisions; 15 more" in capsys.readouterr().out
    assert main(["taste", "profiles", "--use", "Anna"]) == 0
    assert not any(row["corrected"] for row in rows(capsys))
    assert any(row["corrected"] for row in rows(capsys, "--profile", ""))
    capsys.readouterr()
    assert main(["taste", "profiles", "--remove", "Anna", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == ""
    assert any(row["corrected"] for row in rows(capsys))  # one that is gone is not asked for


def test_decisions_travel_in_a_file(model: str, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "taste.json"
    assert main(["taste", "export", str(path)]) == 0
    assert main(["taste", "profiles", "--add", "Anna"]) == 0
    assert main(["taste", "import", str(path), "--profile", "Anna"]) == 0
    capsys.readouterr()
    assert main(["taste", "--profile", "Anna", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["decisions"], summary["imported"]) == (2 * DECIDED, 2 * DECIDED)
    assert main(["taste", "--profile", "Anna", "import", "--none"]) == 0
    capsys.readouterr()
    assert main(["taste", "--profile", "Anna", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["decisions"] == 0
    values = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(values | {"model": "moodnet 0.1"}), encoding="utf-8")
    assert main(["taste", "import", str(path)]) == 1
    assert "moodnet 0.1" in capsys.readouterr().err
    assert main(["taste", "import"]) == 1


def test_a_decision_teaches_at_once(service: LibraryService) -> None:
    service.taste.set_enabled(True)
    first = service.tracks.rows()[-1]
    service.review.correct([(row.track_id, None) for row in service.tracks.rows()])
    later = service.tracks.rows()[-1]
    assert first.valence is not None
    assert later.valence is not None
    assert later.valence < first.valence - 0.1
    detail = service.tracks.detail(first.track_id)
    assert detail is not None
    service.taste.set_enabled(False)
    plain = service.tracks.detail(first.track_id)
    assert plain is not None
    assert plain.original is None
    assert plain.prediction is not None
    assert detail.original is not None
    assert detail.original.moods == plain.prediction.moods
    assert detail.prediction is not None
    assert detail.prediction.moods["calm"] < plain.prediction.moods["calm"]


def test_decisions_can_be_the_table_of_a_training(service: LibraryService, tmp_path: Path) -> None:
    first, second, *_ = service.tracks.rows()
    service.review.decide([(first.track_id, "happy", True), (second.track_id, "sad", True)])
    found = table_from_decisions(service.tracks.rows())
    assert [error.song for error in found.row_errors] == [first.path, second.path]
    assert "No such file" in found.row_errors[0].reason


def test_settings_keep_the_choice(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert settings.load(path).learn is None
    settings.save(settings.Settings(learn=False, profile="Anna"), path)
    assert (settings.load(path).learn, settings.load(path).profile) == (False, "Anna")
    assert settings.from_dict({"learn": "yes", "profile": " x"}) == settings.Settings()
