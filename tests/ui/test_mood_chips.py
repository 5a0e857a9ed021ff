"""Chips of moods in the table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import SongRow
from moodtagger.ui.library import SongTable
from moodtagger.ui.library.cell_formatting import accessible_text, cell_text
from moodtagger.ui.library.column_definitions import TableColumn
from tests.support.ui.synthetic_songs import song, vocabulary

CLEAR = song(1, proposed=("happy",))


def pixels(qtbot: QtBot, row: SongRow) -> bytes:
    table = SongTable()
    qtbot.addWidget(table)
    table.set_vocabulary(vocabulary())
    table.update_songs([row])
    table.resize(1200, 200)
    image = table.view.grab().toImage()
    return bytes(image.constBits())


@pytest.mark.parametrize(
    "changed",
    [
        replace(CLEAR, proposed=(), likely=("happy",)),
        replace(CLEAR, accepted=("happy",)),
        replace(CLEAR, rejected=("happy",)),
    ],
)
def test_clear_likely_accepted_and_rejected_moods_look_different(
    qtbot: QtBot, changed: SongRow
) -> None:
    assert pixels(qtbot, CLEAR) == pixels(qtbot, replace(CLEAR))
    assert pixels(qtbot, CLEAR) != pixels(qtbot, changed)


def test_likely_moods_are_read_out_as_such() -> None:
    row = replace(CLEAR, likely=("calm",))
    assert cell_text(row, TableColumn.PROPOSED) == "happy, calm"
    text = accessible_text(row, TableColumn.PROPOSED)
    assert text == "Moods: Suggested: happy. Likely: calm"
