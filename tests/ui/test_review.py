"""The changes model, the diff text, and formatting of numbers and file names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from moodtagger.core.tag_plan import FieldChange
from moodtagger.store import EntryState, FieldState, JournalEntry
from moodtagger.ui import formatting
from moodtagger.ui.review.changes_model import FILE, NEW, OLD, ChangesModel, FileChanges
from moodtagger.ui.review.changes_view import ChangesView, changes_as_text
from moodtagger.ui.review.history_batches import entry_state_text

Role = Qt.ItemDataRole
FILES = [
    FileChanges("/m/a.mp3", "ID3v2.3", (FieldChange("TXXX:MOOD", (), ("sad; calm",)),)),
    FileChanges(
        "/m/b.flac",
        "Vorbis",
        (FieldChange("MOOD", ("Mellow",), ("Mellow", "sad")), FieldChange("VALENCE", (), ("0.2",))),
    ),
    FileChanges("/m/c.flac", "Vorbis", (), "These moods are in the file already."),
]


@pytest.fixture
def model(qtbot: QtBot) -> ChangesModel:
    model = ChangesModel(checkable=True)
    model.set_files(FILES)
    return model


def test_the_model_passes_qts_model_tester(model: ChangesModel) -> None:
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
    model.check_all(False)
    model.set_files(FILES[:1])
    model.set_files([])
    assert tester.model() is model
    assert model.rowCount() == 0


def test_frames_are_children_of_their_file(model: ChangesModel) -> None:
    second = model.index(1, FILE)
    assert model.data(second, Role.DisplayRole) == "b.flac"
    assert model.rowCount(second) == 2
    assert model.data(model.index(0, OLD, second), Role.DisplayRole) == "Mellow"
    assert model.data(model.index(0, NEW, second), Role.DisplayRole) == "Mellow  |  sad"
    assert model.data(model.index(1, OLD, second), Role.DisplayRole) == "(none)"
    assert model.parent(model.index(1, OLD, second)) == second


def test_only_files_that_change_can_be_checked(model: ChangesModel) -> None:
    assert model.checked_rows() == [0, 1]
    assert not model.flags(model.index(2, FILE)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.setData(model.index(2, FILE), Qt.CheckState.Checked, Role.CheckStateRole)
    model.setData(model.index(0, FILE), Qt.CheckState.Unchecked, Role.CheckStateRole)
    assert model.checked_rows() == [1]
    model.check_all(True)
    assert model.checked_rows() == [0, 1]


def test_the_text_is_a_diff() -> None:
    assert changes_as_text(FILES).splitlines() == [
        "/m/a.mp3  [ID3v2.3]",
        "  + TXXX:MOOD = sad; calm",
        "",
        "/m/b.flac  [Vorbis]",
        "    MOOD = Mellow",
        "  + MOOD = sad",
        "  + VALENCE = 0.2",
        "",
        "/m/c.flac  [Vorbis]",
        "    (These moods are in the file already.)",
    ]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "1 s left"),
        (59, "59 s left"),
        (150, "2 min left"),
        (3 * 3600 + 300, "3 h 05 min left"),
    ],
)
def test_remaining_time(seconds: float, text: str) -> None:
    assert formatting.remaining_time(seconds) == text


def test_any_file_name_is_printable() -> None:
    assert formatting.file_name("/m/a\nb.mp3") == "a␤b.mp3"
    assert formatting.file_name("/m/na\udcefve.mp3") == "na\ufffdve.mp3"
    assert formatting.song_count(1) == "1 song"
    assert formatting.format_time(3725) == "1:02:05"


def test_long_texts_lose_their_middle() -> None:
    assert formatting.shorten("abcdefg", 7) == "abcdefg"
    assert formatting.shorten("abcdefgh", 7) == "abc\N{HORIZONTAL ELLIPSIS}fgh"


def test_selected_parts_list_fields_of_other_files_only(model: ChangesModel, qtbot: QtBot) -> None:
    view = ChangesView(model)
    qtbot.addWidget(view)
    first, second = model.index(0, FILE), model.index(1, FILE)
    flags = QItemSelectionModel.SelectionFlag
    for index in (first, model.index(0, FILE, first), model.index(1, FILE, second)):
        view.selectionModel().select(index, flags.Select | flags.Rows)
    assert view.selected_parts() == [(0, None), (1, 1)]
    assert not view.all_selected()
    view.selectAll()
    assert view.all_selected()


def entry(state: EntryState, *fields: FieldState) -> JournalEntry:
    change = FieldChange("MOOD", (), ("sad",))
    changes = (change,) * len(fields)
    return JournalEntry(1, 1, "/m/a.mp3", 1, "MP4", "", changes, state, "", fields)


@pytest.mark.parametrize(
    ("journal_entry", "text"),
    [
        (entry(EntryState.PENDING), "unfinished"),
        (entry(EntryState.FAILED), "failed"),
        (entry(EntryState.DONE, FieldState.WRITTEN), "written"),
        (entry(EntryState.DONE, FieldState.WRITTEN, FieldState.UNDONE), "partly undone"),
        (entry(EntryState.UNDONE, FieldState.UNDONE, FieldState.UNDONE), "undone"),
        (entry(EntryState.DONE, FieldState.SKIPPED, FieldState.SKIPPED), "changed since"),
    ],
)
def test_state_of_a_file(journal_entry: JournalEntry, text: str) -> None:
    assert entry_state_text(journal_entry) == text
