"""The probability of one mood for all songs."""

from __future__ import annotations

from pathlib import Path

import pytest

from moodtagger.store import open_library
from tests.support.library import MODEL, add_analyzed, prediction, scanned_file


def test_one_mood_is_read_for_all_analyzed_songs(tmp_path: Path) -> None:
    with open_library(tmp_path / "library.sqlite") as library:
        first = add_analyzed(library, "/m/a.mp3", "a")
        second = add_analyzed(library, "/m/b.mp3", "b", prediction({"happy": 0.25, "calm": 0.5}))
        library.tracks.upsert_files([scanned_file("/m/waiting.mp3", "c")])
        ids, probabilities = library.moods.probabilities("happy", MODEL)
        assert ids.tolist() == [first, second]
        assert probabilities == pytest.approx([0.7, 0.25])
        calm = dict(
            zip(*(column.tolist() for column in library.moods.probabilities("calm")), strict=True)
        )
        assert calm == pytest.approx({first: 0.4, second: 0.5})
        assert not len(library.moods.probabilities("unknown")[0])


def test_a_mood_added_later_exists_for_later_songs_only(
    tmp_path: Path,
) -> None:
    with open_library(tmp_path / "library.sqlite") as library:
        add_analyzed(library, "/m/a.mp3", "a", prediction({"happy": 0.25}))
        later = add_analyzed(library, "/m/b.mp3", "b", prediction({"happy": 0.25, "wistful": 0.5}))
        assert library.moods.probabilities("wistful")[0].tolist() == [later]
