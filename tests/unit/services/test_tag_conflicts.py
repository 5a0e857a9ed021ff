"""The tag check: which songs it finds, and the effect of answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from moodtagger import paths
from moodtagger.core.review import conflict_score, percentile_ranks
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.core.tracks import FileTags
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.services.active_model import model_info
from moodtagger.services.library_service import LibraryService
from moodtagger.services.review_items import (
    TagConflicts,
    find_tag_conflicts,
    pending_moods,
)
from moodtagger.services.tag_writing import tag_requests
from moodtagger.store import FoundFile, Library, open_library
from moodtagger.tags import apply_plan, audio_hash, plan_write, read_tags
from tests.support.library import MODEL, analysis_result, prediction, scanned_file

POINTS = {"happy": (0.8, 0.3), "sad": (-0.6, -0.5), "calm": (0.4, -0.7)}
VOCABULARY = Vocabulary([Mood(m, (), v, a, None, 0.5) for m, (v, a) in POINTS.items()])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def add(
    library: Library,
    name: str,
    likely: str,
    *own: str,
    probabilities: dict[str, float] | None = None,
) -> int:
    """Add a song with one probable mood and mood tags of its own."""
    tags = FileTags(title=name, moods=own)
    (track_id,) = library.tracks.upsert_files([scanned_file(f"/music/{name}", name, tags=tags)])
    moods = probabilities or dict.fromkeys(POINTS, 0.1) | {likely: 0.8}
    predicted = prediction(
        moods, [m for m, p in moods.items() if p >= 0.5], valence=POINTS[likely][0]
    )
    library.analyses.save([(track_id, name, MODEL, analysis_result(f"/music/{name}", predicted))])
    return track_id


def conflicts_of(library: Library, **names: str) -> TagConflicts:
    return find_tag_conflicts(library, library.songs.rows(model=MODEL), VOCABULARY, names, MODEL)


def test_ranks_are_fractions_of_the_songs() -> None:
    probabilities = np.array([[0.1, 0.5], [0.3, 0.5], [0.2, 0.9]], np.float32)
    expected = np.array([[0, 0], [2 / 3, 0], [1 / 3, 2 / 3]])
    np.testing.assert_allclose(percentile_ranks(probabilities), expected, atol=1e-6)


def test_a_near_or_probable_mood_has_a_low_score() -> None:
    assert conflict_score(0.0, 1.5) == 1.0
    assert conflict_score(0.99, 1.5) < 0.15
    assert conflict_score(0.0, 0.0) == 0.0
    assert conflict_score(None, 0.7) == pytest.approx(0.495, abs=0.01)


def test_the_worst_conflict_comes_first(library: Library) -> None:
    for i in range(6):
        add(library, f"right {i}", "happy", "Happy")
        add(library, f"calm {i}", "calm", "entspannt")
    wrong = add(library, "wrong", "calm", "Happy")
    conflicts = conflicts_of(library)
    assert [(d.track_id, d.file_moods, d.predicted_moods) for d in conflicts.conflicts] == [
        (wrong, ("Happy",), ("calm",))
    ]
    assert conflicts.tagged == 13
    assert conflicts.conflicts[0].rank == 0.0
    assert conflicts.conflicts[0].distance == pytest.approx(np.hypot(0.4, 0.8), abs=0.01)


def test_planted_mistakes_are_found(library: Library) -> None:
    rng = np.random.default_rng(3)
    moods = list(POINTS)
    planted = set()
    for i in range(90):
        truth, other = rng.permutation(moods)[:2].tolist()
        probabilities = {m: float(rng.uniform(0.05, 0.3)) for m in moods} | {truth: 0.7}
        wrong = i % 10 == 0
        track_id = add(
            library, str(i), truth, other if wrong else truth, probabilities=probabilities
        )
        planted |= {track_id} if wrong else set()
    assert {d.track_id for d in conflicts_of(library).conflicts} == planted


def test_one_agreeing_tag_of_several_is_enough(library: Library) -> None:
    add(library, "both", "calm", "Happy; chill")
    add(library, "other", "happy")
    assert conflicts_of(library).conflicts == []


def test_unknown_tags_are_counted(library: Library) -> None:
    add(library, "odd", "calm", "Xyzzy", "Plugh")
    conflicts = conflicts_of(library)
    assert conflicts.conflicts == []
    assert conflicts.tagged == 1
    assert conflicts.unknown_words == {"Xyzzy": 1, "Plugh": 1}


def test_moods_that_the_user_accepted_are_no_conflict(library: Library) -> None:
    add(library, "others", "happy", "happy")
    track_id = add(library, "own", "calm", "happy")
    library.decisions.save([(track_id, "happy", True)])
    assert conflicts_of(library).conflicts == []
    named = add(library, "named", "calm", "Sunshine")
    library.decisions.save([(named, "happy", True)])
    assert conflicts_of(library, happy="Sunshine").conflicts == []


def test_a_tag_that_the_user_accepted_is_not_checked(library: Library) -> None:
    """Such a tag was written by the program, even if the model does not know the mood."""
    track_id = add(library, "own", "calm", "Xyzzy")
    assert conflicts_of(library).unknown_words == {"Xyzzy": 1}
    library.decisions.save([(track_id, "xyzzy", True)])
    checked = conflicts_of(library)
    assert (checked.tagged, checked.unknown_words) == (0, {})


@pytest.mark.parametrize("kept", [True, False])
def test_an_answer_holds_for_good_and_can_be_taken_back(
    library: Library, tmp_path: Path, kept: bool
) -> None:
    add(library, "others", "happy", "happy")
    track_id = add(library, "wrong", "calm", "Happy")
    library.tag_conflict_answers.save([(track_id, "Happy", kept)])
    assert conflicts_of(library).conflicts == []
    library.close()
    with open_library(tmp_path / "library.sqlite") as again:
        assert conflicts_of(again).conflicts == []
        again.decisions.save([(track_id, "calm", True)])
        ((_, request),) = tag_requests(again, again.songs.rows([track_id]), WritePolicy(), {})
        assert request.replaced_moods == (() if kept else ("Happy",))
        again.decisions.save([(track_id, "calm", None)])
        again.tag_conflict_answers.save([(track_id, "Happy", None)])
        assert [d.track_id for d in conflicts_of(again).conflicts] == [track_id]


def test_another_tag_in_the_file_is_checked_again(library: Library) -> None:
    add(library, "others", "happy", "happy", "sad")
    track_id = add(library, "wrong", "calm", "Happy")
    library.tag_conflict_answers.save([(track_id, "Happy", True)])
    library.tracks.update_tags(track_id, FileTags(moods=("sad",)), 1000, 6, None)
    assert [d.file_moods for d in conflicts_of(library).conflicts] == [("sad",)]


@pytest.mark.parametrize("kind", ["mp3", "flac", "m4a"])
def test_a_replaced_tag_leaves_the_file_and_the_others_stay(
    tiny_files: dict[str, Path], tmp_path: Path, kind: str
) -> None:
    source = tiny_files[kind]
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())
    apply_plan(plan_write(path, TagRequest(("Happy", "Sunday")), WritePolicy()))
    plan = plan_write(path, TagRequest(("calm",), replaced_moods=("happy",)), WritePolicy())
    assert len(plan.changes) == 1
    apply_plan(plan)
    assert read_tags(path).moods == ("Sunday", "calm")
    again = plan_write(path, TagRequest(("calm",), replaced_moods=("happy",)), WritePolicy())
    assert again.changes == ()


def test_pending_moods_have_their_probabilities(library: Library) -> None:
    first = add(library, "a", "happy", probabilities={"happy": 0.75, "sad": 0.125, "calm": 0.5})
    second = add(library, "b", "sad")
    library.decisions.save([(first, "calm", False)])
    library.decisions.save([(add(library, "c", "calm"), "calm", True)])
    pending = pending_moods(library, library.songs.rows(model=MODEL), VOCABULARY, MODEL)
    assert pending.pairs() == [(first, "happy"), (second, "sad")]
    assert pending.probabilities.tolist() == pytest.approx([0.75, 0.8])
    assert np.isnan(pending.precisions).all()  # this vocabulary measured nothing


def test_the_preview_removes_a_replaced_tag(tiny_files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "song.flac"
    path.write_bytes(tiny_files["flac"].read_bytes())
    apply_plan(plan_write(path, TagRequest(("Happy", "Sunday")), WritePolicy()))
    model = model_info(paths.default_model_dir()).name
    with open_library(tmp_path / "library.sqlite") as library:
        file = FoundFile(str(path), 1, 1, audio_hash(path), read_tags(path))
        (track_id,) = library.tracks.upsert_files([file])
        predicted = prediction({"calm": 0.9, "happy": 0.1}, ["calm"], model=model)
        library.analyses.save(
            [(track_id, file.audio_hash, model, analysis_result(path, predicted))]
        )
    service = LibraryService(tmp_path / "library.sqlite", paths.default_model_dir())
    try:
        (row,) = service.review.resolve_tag_conflicts(
            [(track_id, "Happy", False)], [(track_id, "calm", True)]
        )
        assert row.accepted == ("calm",)
        (plan,) = service.tagging.preview(service.tracks.rows([track_id]), WritePolicy()).plans
        assert [(c.old, c.new) for c in plan.changes] == [(("Happy", "Sunday"), ("Sunday", "calm"))]
        service.review.resolve_tag_conflicts([(track_id, "Happy", None)], [])
        (plan,) = service.tagging.preview(service.tracks.rows([track_id]), WritePolicy()).plans
        assert plan.changes[0].new == ("Happy", "Sunday", "calm")
    finally:
        service.close()
