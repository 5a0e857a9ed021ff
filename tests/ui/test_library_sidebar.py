"""The sidebar by keyboard and mouse, beside the search box that holds the filter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from moodtagger.core.filter_language import parse
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.library import Filter, Sidebar, SongSet, SongTable
from moodtagger.ui.library.filter import FILTER_OF_KIND, SongKind
from moodtagger.ui.library.sidebar_model import COUNT_ROLE, SHOWN_MOODS, SHOWN_VALUES
from moodtagger.ui.library.sidebar_sections import SectionEntry, SidebarSection
from moodtagger.ui.search import SearchBox
from tests.support.ui.synthetic_songs import many_songs, song, vocabulary

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def table(qtbot: QtBot) -> SongTable:
    out = SongTable()
    qtbot.addWidget(out)
    out.set_vocabulary(vocabulary())
    out.update_songs(many_songs(700))
    return out


@pytest.fixture
def search(qtbot: QtBot) -> SearchBox:
    out = SearchBox()
    qtbot.addWidget(out)
    return out


@pytest.fixture
def sidebar(qtbot: QtBot, table: SongTable, search: SearchBox) -> Sidebar:
    out = Sidebar()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    out.tester = QAbstractItemModelTester(out.model, mode)  # type: ignore[attr-defined]
    qtbot.addWidget(out)
    out.resize(240, 1000)
    search.filterChanged.connect(table.set_filter)
    search.filterChanged.connect(lambda found: out.show_filter(search.terms(), found))
    out.termsChanged.connect(search.set_terms)
    out.cleared.connect(search.clear)
    out.set_facet_counter(table.model.facet_values)
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


def click(qtbot: QtBot, sidebar: Sidebar, name: str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    index = entry(sidebar, name)
    assert index.isValid()
    sidebar.tree.scrollTo(index)
    place = sidebar.tree.visualRect(index).center()
    qtbot.mouseClick(sidebar.tree.viewport(), LEFT, modifier, place)


def chosen(sidebar: Sidebar) -> list[str]:
    return sorted(index.data() for index in sidebar.chosen())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("To review", "state:undecided"),
        ("Missing", "state:missing"),
        ("calm", "mood:calm"),
        ("music", "folder:/music"),
        ("DJ 10", 'folder:"/music/DJ 10"'),
    ],
)
def test_a_click_becomes_a_term_of_the_search(
    qtbot: QtBot, sidebar: Sidebar, search: SearchBox, table: SongTable, name: str, expected: str
) -> None:
    sidebar.tree.expandAll()
    click(qtbot, sidebar, name)
    assert search.terms() == expected
    assert chosen(sidebar) == [name]
    assert len(table.shown_ids()) == entry(sidebar, name).data(COUNT_ROLE)


def test_a_click_chooses_ctrl_adds_and_a_second_click_removes(
    qtbot: QtBot, sidebar: Sidebar, search: SearchBox
) -> None:
    click(qtbot, sidebar, "calm")
    click(qtbot, sidebar, "happy", CTRL)
    assert search.terms() == "mood:calm,happy"
    click(qtbot, sidebar, "To review", CTRL)
    assert search.terms() == "mood:calm,happy state:undecided"
    assert chosen(sidebar) == ["To review", "calm", "happy"]
    click(qtbot, sidebar, "calm")
    assert search.terms() == "mood:happy state:undecided"
    click(qtbot, sidebar, "happy", CTRL)
    assert search.terms() == "state:undecided"
    click(qtbot, sidebar, "tender")
    assert search.terms() == "mood:tender"
    click(qtbot, sidebar, "tender")
    assert search.filter() == Filter()
    assert chosen(sidebar) == ["All songs"]


def test_what_was_typed_stays_beside_choices(
    qtbot: QtBot, sidebar: Sidebar, search: SearchBox
) -> None:
    search.set_filter(Filter(text="bpm:90-110 river"))
    click(qtbot, sidebar, "calm")
    assert search.text() == "bpm:90-110 mood:calm river"
    click(qtbot, sidebar, "tender")
    assert search.text() == "bpm:90-110 mood:tender river"
    search.set_filter(Filter(text="mood:calm bpm:90-110"))
    assert chosen(sidebar) == ["calm"]


def test_all_songs_empties_the_search(qtbot: QtBot, sidebar: Sidebar, search: SearchBox) -> None:
    search.set_filter(Filter(text="mood:calm river"))
    assert chosen(sidebar) == ["calm"]
    click(qtbot, sidebar, "All songs")
    assert search.filter() == Filter()
    click(qtbot, sidebar, "All songs")
    assert chosen(sidebar) == ["All songs"]


def test_the_keyboard_chooses_adds_and_removes(
    qtbot: QtBot, sidebar: Sidebar, search: SearchBox
) -> None:
    click(qtbot, sidebar, "To review")
    qtbot.keyClick(sidebar.tree, Key.Key_Down)
    first = search.terms()
    assert first.startswith("state:")
    assert first != "state:undecided"
    qtbot.keyClick(sidebar.tree, Key.Key_Down, CTRL)
    assert search.terms() == first
    qtbot.keyClick(sidebar.tree, Key.Key_Space, CTRL)
    assert search.terms().startswith(f"{first},")
    qtbot.keyClick(sidebar.tree, Key.Key_Space, CTRL)
    assert search.terms() == first
    qtbot.keyClick(sidebar.tree, Key.Key_Up)
    qtbot.keyClick(sidebar.tree, Key.Key_Space)
    assert search.filter() == Filter()


def test_entries_show_their_counts(sidebar: Sidebar) -> None:
    assert entry(sidebar, "All songs").data(COUNT_ROLE) == 700
    assert entry(sidebar, "music").data(COUNT_ROLE) == 700
    assert entry(sidebar, "other").data(COUNT_ROLE) == 0
    accessible_text = entry(sidebar, "All songs").data(Qt.ItemDataRole.AccessibleTextRole)
    assert accessible_text.startswith("All songs, 700")


def test_kinds_without_songs_are_hidden(qtbot: QtBot, sidebar: Sidebar) -> None:
    few = SongTable()
    qtbot.addWidget(few)
    few.update_songs([song(1)])
    sidebar.set_counts(few.counts())
    parent = sidebar.model.library.index()
    hidden = [k for i, k in enumerate(SongKind) if sidebar.tree.isRowHidden(i, parent)]
    assert SongKind.FAILED in hidden
    assert not {SongKind.ALL, SongKind.REVIEW, SongKind.DECIDED} & set(hidden)


def test_new_counts_keep_the_choice_and_emit_nothing(
    qtbot: QtBot, sidebar: Sidebar, search: SearchBox
) -> None:
    click(qtbot, sidebar, "music")
    few = SongTable()
    qtbot.addWidget(few)
    few.update_songs([song(1, folder="/music/new folder"), song(2, folder="/music/new folder/sub")])
    with qtbot.assertNotEmitted(search.filterChanged):
        sidebar.set_counts(few.counts())
    assert chosen(sidebar) == ["music"]
    assert entry(sidebar, "new folder").data(COUNT_ROLE) == 2
    assert entry(sidebar, "sub").data(COUNT_ROLE) == 1
    assert not entry(sidebar, "DJ 10").isValid()


def test_a_heading_folds_its_section(qtbot: QtBot, sidebar: Sidebar, search: SearchBox) -> None:
    heading = sidebar.model.moods.index()
    click(qtbot, sidebar, "Moods")
    assert not sidebar.tree.isExpanded(heading)
    qtbot.keyClick(sidebar.tree, Key.Key_Return)
    assert sidebar.tree.isExpanded(heading)
    assert search.filter() == Filter()


def test_facets_are_counted_among_the_songs_that_the_rest_of_the_search_shows(
    qtbot: QtBot, sidebar: Sidebar, search: SearchBox, table: SongTable
) -> None:
    assert sidebar.model.facets["artist"].rowCount() == 0  # counted when it is unfolded
    click(qtbot, sidebar, "Artist")
    facet = sidebar.model.facets["artist"]
    qtbot.waitUntil(lambda: facet.rowCount() == 6)
    assert {facet.child(row).data(COUNT_ROLE) for row in range(6)} == {100}
    search.set_filter(Filter(text="mood:calm"))
    calm = len(table.shown_ids())
    qtbot.waitUntil(lambda: facet.child(0).data(COUNT_ROLE) < 100)
    sidebar.tree.scrollTo(facet.child(0).index())
    first = facet.child(0).text()
    expected = facet.child(0).data(COUNT_ROLE)
    place = sidebar.tree.visualRect(facet.child(0).index()).center()
    qtbot.mouseClick(sidebar.tree.viewport(), LEFT, CTRL, place)
    assert len(table.shown_ids()) == expected < calm
    assert facet.child(0).text() == first


def test_a_facet_counts_without_its_own_field_and_begins_with_what_is_chosen(
    table: SongTable,
) -> None:
    table.set_filter(Filter(text="mood:calm"))
    everyone = table.model.facet_values("artist", 10)
    last = everyone.values[-1]
    table.set_filter(Filter(text=f"{last.choice.text} mood:calm"))
    found = table.model.facet_values("artist", 3)
    assert found.total == everyone.total
    assert found.values[0] == last
    assert set(found.values) <= set(everyone.values)
    assert len(found.values) == 3
    assert table.model.facet_values("key", 3).total == 0


def test_a_facet_without_values_says_so(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "Rating")
    facet = sidebar.model.facets["rating"]
    qtbot.waitUntil(lambda: facet.rowCount() == 1)
    assert facet.child(0).text() == "None"
    assert not facet.child(0).isSelectable()


def test_ratings_are_stars(qtbot: QtBot, sidebar: Sidebar, search: SearchBox) -> None:
    rated = SongTable()
    qtbot.addWidget(rated)
    rows = [song(i) for i in (1, 2, 3)]
    stars = (4.0, 4.0, 2.5)
    rows = [replace(r, tags=replace(r.tags, rating=n)) for r, n in zip(rows, stars, strict=True)]
    rated.update_songs(rows)
    sidebar.set_facet_counter(rated.model.facet_values)
    click(qtbot, sidebar, "Rating")
    facet = sidebar.model.facets["rating"]
    qtbot.waitUntil(lambda: facet.rowCount() == 2)
    names = [(facet.child(i).text(), facet.child(i).data(COUNT_ROLE)) for i in (0, 1)]
    assert names == [("\N{BLACK STAR}" * 4, 2), ("\N{BLACK STAR}" * 3, 1)]
    click(qtbot, sidebar, names[0][0])
    assert search.terms() == "rating:4"


def test_long_facets_list_more_on_request(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "Album")
    facet = sidebar.model.facets["album"]
    qtbot.waitUntil(lambda: facet.rowCount() == SHOWN_VALUES + 1)
    more = facet.child(SHOWN_VALUES)
    assert more.text().startswith(str(700 - SHOWN_VALUES))
    sidebar.tree.scrollTo(more.index())
    place = sidebar.tree.visualRect(more.index()).center()
    qtbot.mouseClick(sidebar.tree.viewport(), LEFT, PLAIN, place)
    assert facet.rowCount() == 10 * SHOWN_VALUES + 1
    assert sidebar.tree.currentIndex().row() == SHOWN_VALUES


def test_only_the_moods_of_most_songs_are_listed_at_first(
    qtbot: QtBot, sidebar: Sidebar, search: SearchBox
) -> None:
    def listed() -> list[str]:
        moods, tree = sidebar.model.moods, sidebar.tree
        rows = range(moods.rowCount())
        return [moods.child(i).text() for i in rows if not tree.isRowHidden(i, moods.index())]

    assert len(listed()) == SHOWN_MOODS + 1
    assert listed()[-1].startswith("4 more")
    assert "tense" not in listed()
    search.set_filter(Filter(text="mood:tense"))
    assert "tense" in listed()
    click(qtbot, sidebar, listed()[-1])
    assert len(listed()) == 13
    click(qtbot, sidebar, "Show fewer")
    assert len(listed()) == SHOWN_MOODS + 2


def test_delete_requests_removal_of_a_library_folder_only(qtbot: QtBot, sidebar: Sidebar) -> None:
    requested: list[str] = []
    sidebar.folderRemoveRequested.connect(requested.append)
    click(qtbot, sidebar, "other")
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    click(qtbot, sidebar, "calm")
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    assert requested == ["/other"]


class Lists(SidebarSection):
    """Two lists, one of which may be shown."""

    def __init__(self, search: SearchBox) -> None:
        super().__init__("Playlists")
        self._search = search
        self.names = {"list 1": "Friday", "list 2": "Rain"}

    def entries(self) -> list[SectionEntry]:
        return [SectionEntry(key, name, 2) for key, name in self.names.items()]

    def choose(self, key: str | None) -> None:
        ids = np.array([1, 2], np.int64)
        song_set = None if key is None else SongSet(ids, self.names[key], key)
        self._search.set_song_set(song_set)

    def fill_menu(self, key: str | None, menu: QMenu) -> None:
        menu.addAction(f"Rename {key}")

    def remove(self, key: str) -> None:
        del self.names[key]
        self.changed.emit()

    def rename(self, key: str) -> None:
        self.names[key] += " again"
        self.changed.emit()

    def can_drop(self, key: str | None, data: QMimeData) -> bool:
        return key is not None and data.hasText()

    def drop(self, key: str | None, data: QMimeData) -> None:
        self.dropped = (key, data.text())


def test_other_parts_of_the_window_add_sections(
    qtbot: QtBot,
    sidebar: Sidebar,
    search: SearchBox,
    table: SongTable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    section = Lists(search)
    sidebar.add_section(section)
    click(qtbot, sidebar, "Friday")
    assert table.shown_ids() == {1, 2}
    assert chosen(sidebar) == ["Friday"]
    assert [chip.text() for chip in search.chips.chips()] == ["Friday"]
    click(qtbot, sidebar, "Rain")
    assert chosen(sidebar) == ["Rain"]
    section.names["list 2"] = "Snow"
    section.changed.emit()
    assert chosen(sidebar) == ["Snow"]
    click(qtbot, sidebar, "calm", CTRL)
    assert chosen(sidebar) == ["Snow", "calm"]
    click(qtbot, sidebar, "Snow")
    assert chosen(sidebar) == ["calm"]
    click(qtbot, sidebar, "Friday")
    assert chosen(sidebar) == ["Friday"]
    assert search.terms() == ""
    click(qtbot, sidebar, "calm")
    assert search.filter() == Filter(text="mood:calm")
    monkeypatch.setattr(QMenu, "popup", lambda _self, _place: None)
    place = sidebar.tree.visualRect(entry(sidebar, "Friday")).center()
    sidebar.tree.customContextMenuRequested.emit(QPoint(place))
    menu = sidebar.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Rename list 1"]
    assert chosen(sidebar) == ["calm"]


def test_sections_take_drops_and_keys(qtbot: QtBot, sidebar: Sidebar, search: SearchBox) -> None:
    section = Lists(search)
    sidebar.add_section(section)
    data = QMimeData()
    data.setText("songs")
    viewport = sidebar.tree.viewport()
    for name, takes in (("Friday", True), ("calm", False), ("Playlists", False)):
        place = sidebar.tree.visualRect(entry(sidebar, name)).center()
        rest = (Qt.DropAction.CopyAction, data, LEFT, PLAIN)
        enter = QDragEnterEvent(place, *rest)
        QApplication.sendEvent(viewport, enter)
        assert enter.isAccepted() is takes
        drop = QDropEvent(QPointF(place), *rest)
        QApplication.sendEvent(viewport, drop)
        assert drop.isAccepted() is takes
    assert section.dropped == ("list 1", "songs")
    click(qtbot, sidebar, "Friday")
    qtbot.keyClick(sidebar.tree, Key.Key_F2)
    assert entry(sidebar, "Friday again").isValid()
    click(qtbot, sidebar, "Rain")
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    assert list(section.names) == ["list 1"]


def test_filters_of_kinds_are_understood() -> None:
    for text in FILTER_OF_KIND.values():
        assert parse(text) is not None


def test_a_mood_outside_the_vocabulary_gets_an_entry(qtbot: QtBot, sidebar: Sidebar) -> None:
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs([song(1, accepted=("my own mood",))])
    sidebar.set_counts(table.counts())
    assert entry(sidebar, "my own mood").data(COUNT_ROLE) == 1


def test_moods_that_are_never_suggested_are_folded_away(
    qtbot: QtBot, sidebar: Sidebar, search: SearchBox
) -> None:
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
    search.set_filter(Filter(text="mood:tender"))
    assert chosen(sidebar) == ["tender"]
    search.clear()
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
