"""The sidebar by keyboard and mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.vocabulary import Vocabulary
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
        child = entry(sidebar, name, index)
        if child.isValid():
            return child
    return QModelIndex()


def click(qtbot: QtBot, sidebar: Sidebar, name: str) -> None:
    index = entry(sidebar, name)
    assert index.isValid()
    sidebar.tree.scrollTo(index)
    qtbot.mouseClick(sidebar.tree.viewport(), LEFT, pos=sidebar.tree.visualRect(index).center())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("To review", Filter(kind=SongKind.REVIEW)),
        ("Missing", Filter(kind=SongKind.ABSENT)),
        ("Duplicates", Filter(kind=SongKind.DUPLICATES)),
        ("Relaxed", Filter(quadrant=Quadrant.RELAXED)),
        ("tender", Filter(mood="tender")),
        ("music", Filter(folder="/music")),
    ],
)
def test_a_click_emits_the_filter(
    qtbot: QtBot, sidebar: Sidebar, name: str, expected: Filter
) -> None:
    with qtbot.waitSignal(sidebar.filterChanged) as changed:
        click(qtbot, sidebar, name)
    assert changed.args == [expected]
    assert sidebar.filter() == expected


def test_search_text_is_combined_with_the_entry(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "calm")
    filters: list[Filter] = []
    sidebar.filterChanged.connect(filters.append)
    sidebar.focus_search()
    qtbot.keyClicks(sidebar.search, "ri")
    assert filters == [Filter(mood="calm", text="r"), Filter(mood="calm", text="ri")]
    qtbot.keyClick(sidebar.search, Key.Key_Escape)
    assert filters[-1] == Filter(mood="calm")


def test_arrow_keys_move_from_the_search_box_to_the_entries(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.focus_search()
    qtbot.keyClick(sidebar.search, Key.Key_Down)
    qtbot.keyClick(sidebar.tree, Key.Key_Down)
    assert sidebar.filter() == Filter(kind=SongKind.WAITING)
    qtbot.keyClick(sidebar.tree, Key.Key_Down)
    assert sidebar.filter() == Filter(kind=SongKind.REVIEW)


def test_entries_show_their_counts(sidebar: Sidebar) -> None:
    assert entry(sidebar, "All songs").data(COUNT_ROLE) == 700
    assert entry(sidebar, "music").data(COUNT_ROLE) == 700
    assert entry(sidebar, "other").data(COUNT_ROLE) == 0
    accessible_text = entry(sidebar, "All songs").data(Qt.ItemDataRole.AccessibleTextRole)
    assert accessible_text == "All songs, 700 songs"


def test_new_counts_keep_the_selection_and_emit_nothing(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "music")
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs(
        [song(1, folder="/music/new folder"), song(2, folder="/music/new folder/sub")]
    )
    with qtbot.assertNotEmitted(sidebar.filterChanged):
        sidebar.set_counts(table.counts())
    assert sidebar.filter() == Filter(folder="/music")
    assert entry(sidebar, "new folder").data(COUNT_ROLE) == 2
    assert entry(sidebar, "sub").data(COUNT_ROLE) == 1
    assert not entry(sidebar, "DJ 10").isValid()


def test_removing_the_selected_folder_selects_all_songs(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "other")
    filters: list[Filter] = []
    sidebar.filterChanged.connect(filters.append)
    sidebar.set_folders(["/music"])
    assert filters == [Filter()]
    assert sidebar.tree.currentIndex().data() == "All songs"


def test_a_heading_selects_all_songs(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "Happy")
    click(qtbot, sidebar, "Moods")
    assert sidebar.filter() == Filter()
    sidebar.set_folders(["/music"])
    assert sidebar.tree.currentIndex().data() == "Moods"


def test_set_filter_emits_once(qtbot: QtBot, sidebar: Sidebar) -> None:
    filters: list[Filter] = []
    sidebar.filterChanged.connect(filters.append)
    song_filter = Filter(quadrant=Quadrant.SAD, text="rain")
    sidebar.set_filter(song_filter)
    sidebar.set_filter(song_filter)
    assert filters == [song_filter]
    assert sidebar.tree.currentIndex().data() == "Sad"


def test_delete_requests_removal_of_a_library_folder_only(qtbot: QtBot, sidebar: Sidebar) -> None:
    requested: list[str] = []
    sidebar.folderRemoveRequested.connect(requested.append)
    click(qtbot, sidebar, "other")
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    click(qtbot, sidebar, "calm")
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    assert requested == ["/other"]


def test_a_mood_outside_the_vocabulary_gets_an_entry(qtbot: QtBot, sidebar: Sidebar) -> None:
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs([song(1, accepted=("my own mood",))])
    sidebar.set_counts(table.counts())
    assert entry(sidebar, "my own mood").data(COUNT_ROLE) == 1


def test_moods_that_are_never_suggested_are_folded_away(qtbot: QtBot, sidebar: Sidebar) -> None:
    unreachable = {"calm", "tender"}
    moods = [replace(m, threshold=1.01) if m.label in unreachable else m for m in vocabulary()]
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs([song(1, proposed=(), accepted=("calm",))])
    sidebar.set_counts(table.counts())
    sidebar.set_vocabulary(Vocabulary(moods))
    folded = entry(sidebar, "tender")
    assert folded.parent().data() == "Never suggested"
    assert "not accurate enough" in folded.parent().data(Qt.ItemDataRole.ToolTipRole)
    assert not sidebar.tree.isExpanded(folded.parent())
    assert entry(sidebar, "calm").parent().data() == "Moods"  # accepted by hand
    sidebar.set_filter(Filter(mood="tender"))
    assert sidebar.filter().mood == "tender"
    sidebar.set_filter(Filter())
    table.update_songs([song(2, proposed=(), accepted=("tender",))])
    sidebar.set_counts(table.counts())
    assert entry(sidebar, "tender").parent().data() == "Moods"
    assert not entry(sidebar, "Never suggested").isValid()


def test_folders_are_sorted_naturally(sidebar: Sidebar, qtbot: QtBot) -> None:
    table = SongTable()
    qtbot.addWidget(table)
    names = ("CD 10", "CD 2", "BB", "album")
    table.update_songs([song(i, folder=f"/other/{name}") for i, name in enumerate(names, 1)])
    sidebar.set_counts(table.counts())
    other = entry(sidebar, "other")
    children = [sidebar.model.index(row, 0, other).data() for row in range(4)]
    assert children == ["album", "BB", "CD 2", "CD 10"]


def test_mistakes_in_the_search_are_explained_when_they_are_made(
    qtbot: QtBot, sidebar: Sidebar
) -> None:
    qtbot.keyClicks(sidebar.search, "river moo")
    assert not sidebar.search_problem.isVisible()
    qtbot.keyClicks(sidebar.search, "od:")
    assert not sidebar.search_problem.isVisible()  # the value is still to come
    qtbot.keyClicks(sidebar.search, "x")
    assert sidebar.search_problem.isVisible()
    problem = sidebar.search_problem.text()
    assert problem.startswith("Character 7: There is no field moood. Did you mean mood?")
    assert sidebar.search.accessibleDescription() == problem
    sidebar.search.clear()
    assert not sidebar.search_problem.isVisible()
    assert sidebar.search.accessibleDescription() == ""


def test_the_search_box_filters_by_fields_synonyms_and_names(qtbot: QtBot) -> None:
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs(
        [
            song(1, "One", proposed=("calm",)),
            song(2, "Two", proposed=("calm",), rejected=("calm",), valence=-0.5),
            song(3, "Calm waters"),
        ]
    )
    table.set_vocabulary(vocabulary())
    for text, ids in (
        ("mood:calm", {1}),
        ("calm", {1, 3}),
        ("ruhig", {1}),
        ("-calm", {2}),
        ("valence:<0 | waters", {2, 3}),
        ("valence:<0 mood:", {2}),
    ):
        table.set_filter(Filter(text=text))
        assert table.shown_ids() == ids, text
