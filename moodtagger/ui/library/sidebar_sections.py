"""Sections of the sidebar that other parts of the window provide, such as playlists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QMenu


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """An entry: its provider's key, its name, its number of songs, and a tooltip.

    The entry is marked while the search shows the `SongSet` of that key.
    """

    key: str
    name: str
    count: int | None = None
    tool_tip: str = ""


class SidebarSection(QObject):
    """Provides the entries of a section; `changed` lets the sidebar list them again.

    Subclasses override what they need. Methods get the key of an entry, None for the heading.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name

    def entries(self) -> Sequence[SectionEntry]:
        """Return the entries in order."""
        return ()

    def choose(self, key: str | None) -> None:
        """Show the songs of an entry that was clicked; None: no longer those of any."""

    def fill_menu(self, key: str | None, menu: QMenu) -> None:
        """Add the actions on an entry to its menu."""

    def remove(self, key: str) -> None:
        """Delete was pressed on an entry."""

    def rename(self, key: str) -> None:
        """F2 was pressed on an entry."""

    def can_drop(self, key: str | None, data: QMimeData) -> bool:
        """Return whether what is dragged can be dropped on an entry."""
        return False

    def drop(self, key: str | None, data: QMimeData) -> None:
        """Take what was dropped on an entry."""
