"""Every focusable control has an accessible name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.support.ui.dialogs import dialog_openers, is_inside
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory


def controls(view: QWidget) -> Iterator[QWidget]:
    """Yield the focusable widgets of a view."""
    for widget in [view, *view.findChildren(QWidget)]:
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if reached and not widget.isWindow() and not widget.isHidden() and not _of_qt(widget):
            yield widget


def _of_qt(widget: QWidget) -> bool:
    """Whether a widget is a part of one of Qt's composite widgets, which has the name."""
    parent = widget.parentWidget()
    if isinstance(widget, QLineEdit) and isinstance(parent, QAbstractSpinBox | QComboBox):
        return True
    popup = parent is not None and isinstance(parent.parentWidget(), QComboBox)
    return popup or widget.objectName().startswith("qt_")


def nameless(view: QWidget) -> list[str]:
    """Describe the controls of a view without an accessible name."""
    return [widget_chain(w) for w in controls(view) if not _name(w)]


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name)


def widget_chain(widget: QWidget) -> str:
    chain = [type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None:
        chain.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " in ".join(chain)


def test_every_control_of_every_view_has_a_name(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(40)))
    window.library.select({3})
    qtbot.waitUntil(lambda: window.inspector.track_id == 3)
    settle(qtbot, window)
    found = {"window": nameless(window)}
    for name, show in dialog_openers(window).items():
        show()
        settle(qtbot, window)
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible() and is_inside(top, window):
                found[name] = nameless(top)
                top.reject()
        settle(qtbot, window)
    assert {name: missing for name, missing in found.items() if missing} == {}
    assert len(found) > 8


def test_a_control_without_a_name_is_reported(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    layout = QVBoxLayout(view)
    label, edit = QLabel("&Separator"), QLineEdit()
    label.setBuddy(edit)
    for widget in (label, edit, QPushButton("Write"), QPushButton(), QAbstractScrollArea()):
        layout.addWidget(widget)
    assert len(nameless(view)) == 2
