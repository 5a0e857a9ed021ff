"""Every page and dialog fits into small windows, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import JobProgress
from moodtagger.ui import theme, translation
from moodtagger.ui.main_window.bottom_tabs import PageScrollArea
from moodtagger.ui.main_window.controllers.layouts import Layout
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.dialogs import dialog_openers, is_inside
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.layout_faults import layout_faults
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

SIZES = [(1280, 800), (1024, 700), (800, 600), (720, 450)]  # the last is 1440 x 900 at 200%
_TITLE_BAR = 28  # pixels of a dialog's frame


Faults = dict[tuple[str, str], list[str]]


@pytest.fixture(params=["en", "de"])
def window(
    qapp: QApplication, make_window: WindowFactory, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """Open a window in a language, with the style sheet that gives controls their size."""
    translation.install(qapp, request.param)
    theme.apply_theme(qapp, "light")
    yield make_window(FakeService(songs(40)))
    qapp.setStyleSheet("")
    translation.install(qapp, "en")


def test_every_view_fits(qtbot: QtBot, window: MainWindow) -> None:
    window.library.select({3})
    settle(qtbot, window)
    faults = _faults_of_pages(qtbot, window) | _faults_of_dialogs(qtbot, window)
    faults |= _faults_of_screens(window)
    lines = [f"{view} at {size}: {fault}" for (view, size), f in faults.items() for fault in f]
    assert not lines, "\n".join(lines)
    assert len(faults) > 60


def _faults_of_pages(qtbot: QtBot, window: MainWindow) -> Faults:
    faults: Faults = {}
    tabs = window.views.bottom_tabs
    window.context.scanning = True
    window.status.start("")  # as during a scan
    window.status.show_progress(JobProgress(123, 45_678, 9, 8.5, 4000.0, "/A Song of Some Length"))
    window.dj_set.page.next_button.setChecked(True)
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        page = tabs.current_page()
        fillers = {"set": window.dj_set.build, "alike": window.similar_songs.search_selected}
        for fill in (None, fillers[page]) if page in fillers else (None,):
            if fill is not None:
                fill()
            settle(qtbot, window)
            faults |= _faults_of_page(window, page, "filled " if fill else "")
    window.views.show_page("songs")
    window.resize(1280, 800)
    return faults


def _faults_of_page(window: MainWindow, page: str, state: str) -> Faults:
    faults: Faults = {}
    for layout in (Layout.LIST, Layout.BOTH, Layout.MAP) if page == "songs" else (Layout.LIST,):
        for size in _resized(window):
            window.layouts.show(layout)
            QApplication.processEvents()
            found = layout_faults(window) + _scrolling(window, page)
            faults[f"{state}{page} {layout}", size] = found
    return faults


def _faults_of_dialogs(qtbot: QtBot, window: MainWindow) -> Faults:
    faults: Faults = {}
    themes = [action.text() for action in window.actions_.themes.values()]
    for name, show in dialog_openers(window).items():
        if name in themes:
            continue
        show()
        settle(qtbot, window)
        for dialog in _open_dialogs(window):
            for page in _pages(dialog):
                for size in _resized(dialog, smaller_by=_TITLE_BAR):
                    faults[f"{name} {page}", size] = layout_faults(dialog)
            dialog.reject()
    return faults


def _faults_of_screens(window: MainWindow) -> Faults:
    faults: Faults = {}
    window.context.scanning = False
    window.status.hide()
    window.views.problem.show_problem("A sentence that says what is wrong with the library. " * 3)
    for screen in (window.views.welcome, window.views.problem, window.views.opening):
        window.views.show_screen(screen)
        for size in _resized(window):
            faults[type(screen).__name__, size] = layout_faults(window)
    return faults


def _resized(view: QWidget, smaller_by: int = 0) -> Iterator[str]:
    """Yield each size after giving it to a view, unless that is smaller anyway."""
    for width, height in SIZES:
        if isinstance(view, QDialog):
            view.resize(min(view.width(), width), min(view.height(), height - smaller_by))
        else:
            view.resize(width, height)
        QApplication.processEvents()
        yield f"{width} x {height}"
        assert view.width() <= width, f"{view.windowTitle()} is as wide as {view.width()}"
        assert view.height() <= height - smaller_by, (
            f"{view.windowTitle()} is as high as {view.height()}"
        )


def _scrolling(window: MainWindow, page: str) -> list[str]:
    """Say whether a page has to be scrolled; songs have many columns and may be."""
    faults = []
    views = window.views.bottom_tabs.findChildren(QTableView) if page != "songs" else []
    for table in views:
        hidden = table.horizontalScrollBar().maximum()
        if table.isVisible() and hidden:
            faults.append(f"{table.accessibleName()!r} scrolls sideways by {hidden}")
    for area in window.views.bottom_tabs.findChildren(PageScrollArea):
        if area.isVisible() and area.verticalScrollBar().maximum():
            faults.append(f"page is higher by {area.verticalScrollBar().maximum()}")
    return faults


def _pages(dialog: QDialog) -> Iterator[str]:
    """Show each page of a dialog with a list of pages."""
    pages, stack = dialog.findChild(QListWidget), dialog.findChild(QStackedWidget)
    if pages is None or stack is None or pages.count() != stack.count():
        yield ""
        return
    for row in range(pages.count()):
        pages.setCurrentRow(row)
        yield pages.item(row).text()


def _open_dialogs(window: MainWindow) -> list[QDialog]:
    tops = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    for dialog in tops:
        if isinstance(dialog, QFileDialog):
            dialog.reject()
    return [w for w in tops if is_inside(w, window) and w.isVisible()]


def test_faults_are_found(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(200, 100)
    label, button, far = QLabel("A long sentence", view), QPushButton("Write", view), QPushButton()
    far.setParent(view)
    label.setGeometry(0, 0, 40, 20)
    button.setGeometry(30, 0, 100, 30)
    far.setGeometry(150, 80, 100, 30)
    view.show()
    faults = "\n".join(layout_faults(view))
    assert "text needs a width" in faults
    assert "overlap" in faults
    assert "not reachable" in faults
    assert len(faults.splitlines()) == 3
