"""Rows with air, as the song table has them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from moodtagger.ui.theme import SPACE


class PaddedItemDelegate(QStyledItemDelegate):
    """The usual cells, a little higher."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The text's size and some air above and below."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + SPACE)
