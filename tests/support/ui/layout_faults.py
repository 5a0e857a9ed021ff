"""Find what is wrong with the layout of a view: clipped texts, overlaps, unreachable controls."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from moodtagger.ui.main_window.layout import CardStack, DropHint
from moodtagger.ui.main_window.messages import MessageArea
from moodtagger.ui.widgets import ElidedLabel

_FLOATING = (CardStack, DropHint, MessageArea)  # over other widgets, on purpose
_CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QSlider)
_TEXT_BUTTONS = (QPushButton, QCheckBox, QRadioButton, QToolButton)
_TOLERANCE = 1  # pixels, of rounding


def layout_faults(view: QWidget) -> list[str]:
    """Describe the faults of all visible widgets in a view."""
    faults = []
    for widget in [view, *view.findChildren(QWidget)]:
        if widget.isVisible() and not _of_qt(widget):
            faults += [f"{_name(widget)}: {fault}" for fault in _faults(widget, view)]
    return faults


def _faults(widget: QWidget, view: QWidget) -> Iterator[str]:
    yield from _clipped(widget)
    yield from _overlaps(widget)
    if isinstance(widget, _CONTROLS) and not _scrolls(widget, view):
        hidden = widget.rect() != widget.visibleRegion().boundingRect()
        if hidden and not _is_covered(widget, view):
            yield f"not reachable at {_place(widget, view)} in {view.size().toTuple()}"
    if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        yield f"scrolls sideways by {widget.horizontalScrollBar().maximum()}"


def _clipped(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _clipped_label(widget)
    elif isinstance(widget, _TEXT_BUTTONS) and widget.text() and type(widget).paintEvent in _PLAIN:
        needed = widget.sizeHint()
        if needed.width() > widget.width() + _TOLERANCE:
            yield f"text needs a width of {needed.width()}, has {widget.width()}"
        if needed.height() > widget.height() + _TOLERANCE:
            yield f"text needs a height of {needed.height()}, has {widget.height()}"
    elif isinstance(widget, QTabBar):
        needed_width = sum(widget.tabSizeHint(i).width() for i in range(widget.count()))
        if needed_width > widget.width() + _TOLERANCE:
            yield f"tabs need a width of {needed_width}, have {widget.width()}"
    elif isinstance(widget, QGroupBox) and widget.fontMetrics().horizontalAdvance(
        widget.title()
    ) > (widget.width()):
        yield "title is clipped"
    elif isinstance(widget, QComboBox):
        yield from _clipped_combo_box(widget)


def _clipped_label(label: QLabel) -> Iterator[str]:
    if not label.text() or isinstance(label, ElidedLabel):
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _TOLERANCE:
            yield f"text needs a height of {needed}, has {label.height()}"
    elif label.sizeHint().width() > label.width() + _TOLERANCE:
        yield f"text needs a width of {label.sizeHint().width()}, has {label.width()}"


_PLAIN = tuple(kind.paintEvent for kind in (*_TEXT_BUTTONS, QAbstractButton))


def _clipped_combo_box(box: QComboBox) -> Iterator[str]:
    arrow = 24
    needed = box.fontMetrics().horizontalAdvance(box.currentText()) + arrow
    if needed > box.width() + _TOLERANCE:
        yield f"chosen text needs a width of {needed}, has {box.width()}"


def _overlaps(parent: QWidget) -> Iterator[str]:
    if isinstance(parent, QAbstractScrollArea | QStackedWidget | QSplitter | QComboBox):
        return
    if isinstance(parent.parentWidget(), QAbstractItemView):
        return
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not isinstance(child, _FLOATING)
        and not _of_qt(child)
    ]
    for index, first in enumerate(children):
        for second in children[index + 1 :]:
            common = first.geometry().intersected(second.geometry())
            if common.width() > _TOLERANCE and common.height() > _TOLERANCE:
                yield f"{_name(first)} and {_name(second)} overlap at {common.getRect()}"


def _scrolls(widget: QWidget, view: QWidget) -> bool:
    """Whether a scroll area of the view brings the widget into sight."""
    parent = widget.parentWidget()
    while parent is not None and parent is not view:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _is_covered(widget: QWidget, view: QWidget) -> bool:
    """Whether the widget is inside the view, below something that floats."""
    return _place(widget, view) == _place(widget, view).intersected(_visible_area(widget, view))


def _visible_area(widget: QWidget, view: QWidget) -> QRect:
    area = view.rect()
    parent = widget.parentWidget()
    while parent is not None and parent is not view:
        area = area.intersected(_place(parent, view))
        parent = parent.parentWidget()
    return area


def _place(widget: QWidget, view: QWidget) -> QRect:
    return QRect(widget.mapTo(view, widget.rect().topLeft()), widget.size())


def _of_qt(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if isinstance(widget, QLineEdit) and isinstance(parent, QAbstractSpinBox | QComboBox):
        return True
    if isinstance(widget, QToolButton) and isinstance(parent, QLineEdit | QTabBar):
        return True
    return widget.objectName().startswith("qt_") or bool(
        widget.windowFlags() & Qt.WindowType.Popup & ~Qt.WindowType.Window
        and isinstance(parent, QComboBox)
    )


def _name(widget: QWidget) -> str:
    text = widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton):
        text = widget.text()
    chain = [type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None and len(chain) < 4:
        chain.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{'<'.join(chain)} {text[:50]!r}"
