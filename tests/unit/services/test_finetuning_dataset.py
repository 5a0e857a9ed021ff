"""The moods to train, and the songs to hold out."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.services.finetuning.dataset import (
    MoodLabelResolver,
    choose_target_moods,
    hold_out_split,
    label_matrix,
)
from tests.support.tiny_model import tiny_vocabulary


def test_words_mean_the_moods_that_they_were_merged_into() -> None:
    words = MoodLabelResolver(tiny_vocabulary())
    assert [words.resolve(word) for word in ("HAPPY", "Sad", "Rainy day", "rainy DAY")] == [
        "happy",
        "sad",
        "Rainy day",
        "Rainy day",
    ]


def test_moods_of_enough_songs_are_learned_old_ones_first() -> None:
    songs = [frozenset({"zen", "all"})] * 5 + [frozenset({"sad", "all"})] * 6
    songs += [frozenset({"happy", "all"})] * 4
    moods = choose_target_moods(songs, tiny_vocabulary())
    assert moods.labels == ("sad", "zen")
    assert moods.output_indices == (1, 3)  # the network has three outputs
    assert moods.new_count == 1
    assert moods.skipped == (("all", 15), ("happy", 4))
    assert label_matrix(songs, moods.labels).sum(axis=0).tolist() == [6, 5]


def labels(count: int) -> np.ndarray:  # type: ignore[type-arg]
    return np.stack([np.arange(count) % 2, np.arange(count) % 5 == 0], axis=1).astype(np.float32)


def test_no_artist_is_on_both_sides_and_every_label_is() -> None:
    artists = [f"Artist {i // 3}" if i % 3 else f"ARTIST {i // 3}" for i in range(60)]
    held = hold_out_split([f"/m/{i}.mp3" for i in range(60)], artists, labels(60))
    assert held.grouped_by == "artist"
    assert 9 <= held.mask.sum() <= 15
    sides = [{artists[i].casefold() for i in np.flatnonzero(held.mask == side)} for side in (0, 1)]
    assert not sides[0] & sides[1]
    for side in (False, True):
        assert (labels(60)[held.mask == side].sum(axis=0) > 0).all()
    again = hold_out_split([f"/m/{i}.mp3" for i in range(60)], artists, labels(60))
    assert (again.mask == held.mask).all()


@pytest.mark.parametrize(
    ("folders", "artist", "by"),
    [(6, "One", "folder"), (1, "One", "song"), (6, "", "artist")],
)
def test_without_enough_artists_folders_stay_together(folders: int, artist: str, by: str) -> None:
    paths = [f"/m/{i % folders}/{i}.mp3" for i in range(30)]
    held = hold_out_split(paths, [artist] * 30, labels(30))
    assert held.grouped_by == by  # without any artist each song stands for itself
    if by == "folder":
        sides = [{paths[i][:4] for i in np.flatnonzero(held.mask == side)} for side in (0, 1)]
        assert not sides[0] & sides[1]


def test_the_smallest_table_has_songs_on_both_sides() -> None:
    held = hold_out_split([f"/m/{i}.mp3" for i in range(10)], [""] * 10, labels(10))
    assert 3 <= held.mask.sum() <= 5
