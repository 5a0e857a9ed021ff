"""Labels: reading the table, merging mood words, and splitting by fold."""

import json
from pathlib import Path

import numpy as np
import pytest

from moodtagger.training.data.dataset import read_labels, split_by_fold
from moodtagger.training.data.labels import build_targets, bundled_groups, core_indices, read_groups
from tests.support.tiny_songs import GROUPS, tiny_song, tiny_songs

NAMES = {"happy", "sad", "angry", "calm", "energetic", "tense", "tender", "nostalgic"}


def test_table_row(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(
        "id,fold,artist_group,quadrant,valence_1to9,arousal_1to9,moods,genres\n"
        "M1,3,92,Q3,3.0,4.0,Circular; Greasy,Country\n"
    )
    labels = read_labels(path)["M1"]
    assert (labels.fold, labels.artist, labels.quadrant) == (3, 92, 2)
    assert (labels.valence, labels.arousal) == (-0.5, -0.25)
    assert labels.mood_words == {"Circular", "Greasy"}


def test_targets() -> None:
    row = build_targets([tiny_song(2)], GROUPS)[0]
    assert row[:4].tolist() == [0, 0, 1, 0]
    assert row[4] < 0
    assert row[5] < 0
    assert row[6:].tolist() == [0, 1]


def test_synonym_counts() -> None:
    assert build_targets([tiny_song(0)], GROUPS)[0, 6] == 1


def test_song_without_labels_is_refused() -> None:
    with pytest.raises(ValueError, match="no labels"):
        build_targets([tiny_song(0, labeled=False)], GROUPS)


@pytest.mark.parametrize("fold", range(5))
def test_folds_partition_the_songs(fold: int) -> None:
    songs = tiny_songs(20)
    training, held_out = split_by_fold(songs, fold)
    assert len(training) == 16
    assert {s.song_id for s in training} | {s.song_id for s in held_out} == {
        s.song_id for s in songs
    }
    assert {s.labels.fold for s in held_out if s.labels} == {fold}


def test_no_fold_holds_out_no_song() -> None:
    training, held_out = split_by_fold(tiny_songs(7), None)
    assert (len(training), len(held_out)) == (7, 0)


def test_bundled_groups() -> None:
    groups = bundled_groups()
    labels = [group.label for group in groups]
    assert len(labels) == len(set(labels)) >= 18
    assert set(labels) >= NAMES
    assert len(labels) >= 46
    assert 18 <= len(core_indices(groups)) <= 24
    assert core_indices(groups) == list(range(len(core_indices(groups))))
    words = [word for group in groups if group.core for word in group.sources]
    assert len(words) == len(set(words))


def test_groups_from_json(tmp_path: Path) -> None:
    path = tmp_path / "groups.json"
    path.write_text(json.dumps([{"label": "x", "sources": ["A", "B"]}]))
    assert read_groups(path)[0].matches(frozenset({"B"}))
    assert np.array([read_groups(path)[0].matches(frozenset())]).tolist() == [False]
