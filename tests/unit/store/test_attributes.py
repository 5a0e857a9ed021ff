"""Attributes of songs: stored with the analysis, read with it and with the rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.attributes import ATTRIBUTES
from moodtagger.core.track_table import attribute_mapping
from moodtagger.store import open_library
from tests.support.library import MODEL, add_analyzed, prediction

VALUES = {name: number / 8 for number, name in enumerate(ATTRIBUTES)}


def test_they_come_back_as_they_were(tmp_path: Path) -> None:
    analyzed = replace(prediction(), attributes=dict(reversed(VALUES.items())))
    with open_library(tmp_path / "library.sqlite") as library:
        track_id = add_analyzed(library, "/m/a.mp3", "a", analyzed)
        other = add_analyzed(library, "/m/b.mp3", "b")
        stored = library.analyses.prediction(track_id, MODEL)
        assert stored is not None
        assert stored.attributes == VALUES
        rows = {row.track_id: row for row in library.songs.rows(model=MODEL)}
        assert (rows[track_id].attributes, rows[other].attributes) == (VALUES, None)
        table = library.songs.table(model=MODEL)
    assert table.numbers.acousticness.tolist()[0] == VALUES["acousticness"]
    assert np.isnan(table.numbers.acousticness[1])
    assert table.take([1, 0])[1].attributes == VALUES


def test_no_attributes_are_none() -> None:
    assert attribute_mapping([None] * len(ATTRIBUTES)) is None
    with pytest.raises(ValueError, match="argument"):
        attribute_mapping([0.5, None])
