"""The sidebar with keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import Quadrant
from moodtagger.ui.library import Filter, Sidebar, SongKind, SongTable
from moodtagger.ui.library.sidebar_model import COUNT_ROLE
from tests.support.ui.synthetic_songs import many_songs, song, vocabulary

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    out = Sidebar()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    out.tester = QAbstractItemModelTester(out.model, mode)  # type: ignore[attr-defined]
    qtbot.addWidget(out)
    out.resize(240, 900)
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs(many_songs(700))
    out.set_vocabulary(vocabulary())
    out.set_folders(["/music", "/other"])
    out.set_counts(table.counts())
    with qtbot.waitExposed(out):
        out.show()
    return out


def entry(sidebar: Sidebar, name: str, parent: QModelIndex | None = None) -> QModelIndex:
    model = sidebar.model
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        if index.data() == name:
            return index
        below = entry(sidebar, name, index)
        if below.isValid():
            return below
    return QModelIndex()


def click(qtbot: QtBot, sidebar: Sidebar, name: str) -> None:
    index = entry(sidebar, name)
    assert index.isValid()
    sidebar.tree.scrollTo(index)
    qtbot.mouseClick(sidebar.tree.viewport(), LEFT, pos=sidebar.tree.visualRect(index).center())


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Needs review", Filter(kind=SongKind.REVIEW)),
        ("File is away", Filter(kind=SongKind.ABSENT)),
        ("Relaxed", Filter(quadrant=Quadrant.RELAXED)),
        ("tender", Filter(mood="tender")),
        ("music", Filter(folder="/music")),
    ],
)
def test_a_click_emits_the_filter(
    qtbot: QtBot, sidebar: Sidebar, name: str, wanted: Filter
) -> None:
    with qtbot.waitSignal(sidebar.filterChanged) as changed:
        click(qtbot, sidebar, name)
    assert changed.args == [wanted]
    assert sidebar.filter() == wanted


def test_words_are_combined_with_the_choice(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "calm")
    heard: list[Filter] = []
    sidebar.filterChanged.connect(heard.append)
    sidebar.focus_search()
    qtbot.keyClicks(sidebar.search, "ri")
    assert heard == [Filter(mood="calm", text="r"), Filter(mood="calm", text="ri")]
    qtbot.keyClick(sidebar.search, Key.Key_Escape)
    assert heard[-1] == Filter(mood="calm")


def test_keys_walk_from_the_search_box_through_the_entries(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.focus_search()
    qtbot.keyClick(sidebar.search, Key.Key_Down)
    qtbot.keyClick(sidebar.tree, Key.Key_Down)
    assert sidebar.filter() == Filter(kind=SongKind.WAITING)
    qtbot.keyClick(sidebar.tree, Key.Key_Down)
    assert sidebar.filter() == Filter(kind=SongKind.REVIEW)


def test_counts_stand_at_their_entries(sidebar: Sidebar) -> None:
    assert entry(sidebar, "All songs").data(COUNT_ROLE) == 700
    assert entry(sidebar, "music").data(COUNT_ROLE) == 700
    assert entry(sidebar, "other").data(COUNT_ROLE) == 0
    spoken = entry(sidebar, "All songs").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "All songs, 700 songs"


def test_new_counts_keep_the_choice_and_emit_nothing(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "music")
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs([song(1, folder="/music/new place"), song(2, folder="/music/new place/sub")])
    with qtbot.assertNotEmitted(sidebar.filterChanged):
        sidebar.set_counts(table.counts())
    assert sidebar.filter() == Filter(folder="/music")
    assert entry(sidebar, "new place").data(COUNT_ROLE) == 2
    assert entry(sidebar, "sub").data(COUNT_ROLE) == 1
    assert not entry(sidebar, "DJ 10").isValid()


def test_a_chosen_folder_that_goes_leaves_all_songs(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "other")
    heard: list[Filter] = []
    sidebar.filterChanged.connect(heard.append)
    sidebar.set_folders(["/music"])
    assert heard == [Filter()]
    assert sidebar.tree.currentIndex().data() == "All songs"


def test_a_heading_means_all_songs_and_stays_chosen(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "Happy")
    click(qtbot, sidebar, "Moods")
    assert sidebar.filter() == Filter()
    sidebar.set_folders(["/music"])
    assert sidebar.tree.currentIndex().data() == "Moods"


def test_set_filter_emits_once(qtbot: QtBot, sidebar: Sidebar) -> None:
    heard: list[Filter] = []
    sidebar.filterChanged.connect(heard.append)
    wanted = Filter(quadrant=Quadrant.SAD, text="rain")
    sidebar.set_filter(wanted)
    sidebar.set_filter(wanted)
    assert heard == [wanted]
    assert sidebar.tree.currentIndex().data() == "Sad"


def test_delete_asks_to_remove_a_library_folder_only(qtbot: QtBot, sidebar: Sidebar) -> None:
    heard: list[str] = []
    sidebar.folderRemoveRequested.connect(heard.append)
    click(qtbot, sidebar, "other")
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    click(qtbot, sidebar, "calm")
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    assert heard == ["/other"]


def test_a_mood_outside_of_the_vocabulary_gets_its_entry(qtbot: QtBot, sidebar: Sidebar) -> None:
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs([song(1, accepted=("my own mood",))])
    sidebar.set_counts(table.counts())
    assert entry(sidebar, "my own mood").data(COUNT_ROLE) == 1
