"""Songs as columns are the same songs as one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.mood_preferences import MoodPreferences, MoodRole
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.track_table import contains_any
from moodtagger.core.tracks import FileTags, TrackState
from moodtagger.core.vocabulary import LIKELY_PRECISION, TierThresholds
from moodtagger.store import Library, open_library
from moodtagger.store.analyses import blobs
from tests.support.library import MODEL, analysis_result, prediction, scanned_file
from tests.support.reference_rows import reference_rows

NEXT = "moodnet 2.0"
LABELS = [f"mood {i}" for i in range(9)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Songs in every state, analyzed by two models, one of which gained labels in between."""
    with open_library(tmp_path_factory.mktemp("table") / "library.sqlite") as opened:
        _add_analysis(opened)
        _fail(opened)
        opened.decisions.save([(i, f"mood {i % 9}", i % 3 > 0) for i in range(1, 60, 2)])
        opened.decisions.save([(i, "mood 1", True) for i in (4, 6, 9)] + [(9, "own word", True)])
        opened.corrections.save([(2, (0.5, -0.5)), (62, (-0.25, 0.75))])
        opened.tracks.mark_absent([7, 63])
        yield opened


def _add_analysis(library: Library) -> None:
    rng = np.random.default_rng(3)
    tags = FileTags("", "Änn", "A\nB", "G", ("Mood 1", "x"), 120.5, "Am")
    for i in range(60):
        # Few steps, so that moods are equally probable often.
        moods = {label: int(rng.integers(9)) / 8 for label in LABELS[: 7 if i < 30 else 9]}
        sure = [label for label, probability in moods.items() if probability > 0.7]
        tags = replace(tags, genre="Audiobook" if i % 8 == 0 else "G")
        file = scanned_file(f"/m/{i}.mp3", f"{i}", tags=tags if i % 4 == 0 else None)
        (track_id,) = library.tracks.upsert_files([file])
        for model in (MODEL,) * (i % 7 > 0) + (NEXT,) * (i % 9 < 3):
            result = prediction(moods, sure, valence=float(rng.normal() / 4), model=model)
            outcome = replace(analysis_result(file.path, result), bpm=None if i % 2 else 100.0 + i)
            library.analyses.save([(track_id, f"{i}", model, outcome)])


def _fail(library: Library) -> None:
    names = ["/n/0\udcff.mp3", *(f"/n/{i}.mp3" for i in range(1, 6))]
    files = [scanned_file(name, f"n{i}") for i, name in enumerate(names)]
    ids = library.tracks.upsert_files(
        [*files, scanned_file("/n/copy.mp3", "n1"), scanned_file("/n/no hash.mp3", None)]
    )
    broken = [
        AnalysisResult(file.path, error=f"It breaks off {i}.") for i, file in enumerate(files)
    ]
    library.analyses.save([(ids[1], "n1", MODEL, broken[1]), (ids[5], "n5", NEXT, broken[5])])
    library.analyses.save([(ids[5], "n5", MODEL, broken[4])])
    library.analyses.save(
        [(ids[2], "n2", MODEL, analysis_result(files[2].path, note="It is silent."))]
    )


@pytest.mark.parametrize("model", [None, MODEL, NEXT, "unknown 1.0"])
@pytest.mark.parametrize("precision", [None, 0.6])
@pytest.mark.parametrize("hidden", [frozenset(), frozenset({"mood 1", "mood 6"})])
def test_the_rows_are_those_made_one_by_one(
    library: Library, model: str | None, precision: float | None, hidden: frozenset[str]
) -> None:
    library.thresholds.save(
        MODEL,
        {0.6: dict.fromkeys(LABELS[:6], 0.625), LIKELY_PRECISION: dict.fromkeys(LABELS[2:], 0.25)},
    )
    library.thresholds.precision = precision
    library.thresholds.mood_preferences = MoodPreferences(
        dict.fromkeys(hidden, MoodRole.HIDDEN), {"mood 2": "Mood 1"}
    )
    expected = reference_rows(library, model)
    table = library.songs.table(model=model)
    assert list(table) == expected
    assert [table[i] for i in range(len(table))] == expected
    assert library.songs.rows(model=model) == expected
    assert library.songs.rows([5, 63, 9, 9999], model) == [
        r for r in expected if r.track_id in (5, 9, 63)
    ]
    assert {row.state for row in expected} >= {*TrackState} - {TrackState.WRITTEN}


def test_a_part_of_a_table_holds_its_songs(library: Library) -> None:
    table = library.songs.table(model=MODEL)
    whole, places = list(table), [61, 3, 8, 0, 62, 1]
    part = table.take(places)
    assert list(part) == [whole[i] for i in places]
    assert part[-1] == whole[1]
    assert part[1:3] == [whole[3], whole[8]]
    assert list(part.take([2, 0])) == [whole[8], whole[61]]
    for rows in (part, list(part)):
        assert contains_any(rows, [9999, part[1].track_id])
        assert not contains_any(rows, [9999, 0])
        assert not contains_any(rows, [])


@pytest.mark.parametrize(
    "shares", [(0.25,) * 4, (0.0, 0.5, 0.5, 0.0), (0.2, 0.4, 0.0, 0.4), (0.1, 0.2, 0.35, 0.35)]
)
def test_the_first_of_equally_probable_quadrants_counts(
    tmp_path: Path, shares: tuple[float, ...]
) -> None:
    with open_library(tmp_path / "library.sqlite") as opened:
        (track_id,) = opened.tracks.upsert_files([scanned_file("/m/1.mp3", "1")])
        result = replace(prediction(), quadrant=dict(zip(QUADRANTS, shares, strict=True)))
        opened.analyses.save([(track_id, "1", MODEL, analysis_result("/m/1.mp3", result))])
        (row,) = opened.songs.table()
    assert row.quadrant is QUADRANTS[shares.index(max(shares))]
    assert row.confidence == max(shares)


def test_an_empty_library_is_an_empty_table(tmp_path: Path) -> None:
    with open_library(tmp_path / "library.sqlite") as opened:
        assert list(opened.songs.table(model=MODEL)) == []


@given(
    st.lists(
        st.lists(st.sampled_from([-0.5, -0.0, 0.0, 1e-45, 0.25, 0.5, 1.0]), min_size=7, max_size=7),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 9),
)
def test_the_highest_are_found_as_by_sorting_everything(
    lines: list[list[float]], count: int
) -> None:
    labels = list("abcdefg")
    matrix = np.array(lines, np.float32)
    expected = [
        tuple(sorted(zip(labels, line, strict=True), key=lambda item: -item[1])[:count])
        for line in matrix.tolist()
    ]
    assert blobs.top_moods(matrix, labels, count) == expected


@given(
    st.lists(
        st.lists(st.sampled_from([-0.5, -0.0, 0.0, 1e-45, 0.25, 0.5, 1.0]), min_size=5, max_size=5),
        max_size=6,
    ),
    st.sampled_from([-1.0, 0.0, 0.25]),
)
def test_moods_over_a_limit_fall_as_by_sorting_each_song(
    lines: list[list[float]], limit: float
) -> None:
    matrix = np.array(lines, np.float32).reshape(len(lines), 5)
    song, mood = np.nonzero(matrix >= limit)
    expected = [
        mood
        for line in matrix.tolist()
        for mood in sorted(range(5), key=lambda i, line=line: -line[i])
        if line[mood] >= limit
    ]
    assert blobs.sort_by_probability(song, mood, matrix[song, mood], 5).tolist() == expected


@pytest.mark.parametrize("count", [0, 1, 3, 9])
def test_a_song_gets_at_most_five_suggestions_and_clear_ones_first(count: int) -> None:
    matrix = np.zeros((2, 9), np.float32)
    matrix[1, :count] = np.linspace(0.4, 0.8, 9)[:count]
    thresholds = TierThresholds(dict.fromkeys(LABELS, 0.5), dict.fromkeys(LABELS, 0.4))
    clear = [LABELS[i] for i in reversed(range(2, count))]
    likely = [LABELS[i] for i in reversed(range(min(count, 2)))]
    expected = (tuple(clear[:5]), tuple(likely[: max(0, 5 - len(clear))]))
    found = blobs.suggested_in(matrix, LABELS, thresholds)
    assert found.shape == (2, min(count, 5))
    assert [blobs.suggested_labels(row, LABELS) for row in found] == [((), ()), expected]


def test_no_songs_have_no_suggestions() -> None:
    thresholds = TierThresholds(dict.fromkeys(LABELS, 0.5))
    assert blobs.suggested_in(np.empty((0, 9), np.float32), LABELS, thresholds).shape == (0, 0)
