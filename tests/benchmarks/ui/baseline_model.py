"""One column of numbers as the plainest model there can be, for Qt's own sorting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
_SORT_ROLE = int(Qt.ItemDataRole.UserRole)
_NO_PARENT = QModelIndex()


class BaselineModel(QAbstractTableModel):
    """Answers with a ready number, so that Qt's sorting pays for nothing but itself."""

    def __init__(self, keys: Sequence[float]) -> None:
        super().__init__()
        self._keys = keys

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """As many as there are keys."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = 0) -> Any:
        """The key."""
        return self._keys[index.row()] if role == _SORT_ROLE else None
