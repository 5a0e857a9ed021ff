"""The sidebar's sections of playlists and smart playlists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QMenu

from moodtagger.core.playlists import Playlist
from moodtagger.ui.formatting import format_time, song_count
from moodtagger.ui.library.sidebar_sections import SectionEntry, SidebarSection
from moodtagger.ui.song_files import dragged_songs


class ListedPlaylist(Protocol):
    """A playlist with the songs that are listed."""

    @property
    def playlist(self) -> Playlist: ...  # noqa: D102
    @property
    def track_ids(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def length_s(self) -> float: ...  # noqa: D102


class PlaylistCommands(Protocol):
    """What a section lets the user do; keys are those of entries."""

    def show(self, key: str | None) -> None: ...  # noqa: D102
    def rename(self, key: str) -> None: ...  # noqa: D102
    def remove(self, key: str) -> None: ...  # noqa: D102
    def add_songs(self, key: str | None, track_ids: Sequence[int]) -> None: ...  # noqa: D102
    def fill_menu(self, key: str | None, menu: QMenu, *, smart: bool) -> None: ...  # noqa: D102


def playlist_key(playlist: Playlist) -> str:
    """Return the key of a playlist's entry."""
    return f"playlist:{playlist.playlist_id}"


class PlaylistSection(SidebarSection):
    """Lists playlists, or the smart ones; songs are dropped on ordinary ones."""

    def __init__(
        self,
        name: str,
        listed: Callable[[], Sequence[ListedPlaylist]],
        commands: PlaylistCommands,
        *,
        smart: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._listed = listed
        self._commands = commands
        self._smart = smart

    def entries(self) -> Sequence[SectionEntry]:
        """Return the playlists by name."""
        return [
            SectionEntry(
                playlist_key(item.playlist),
                item.playlist.name,
                len(item.track_ids),
                self._tool_tip(item),
            )
            for item in self._listed()
            if item.playlist.is_smart == self._smart
        ]

    def _tool_tip(self, item: ListedPlaylist) -> str:
        songs = f"{song_count(len(item.track_ids))}, {format_time(item.length_s)}"
        rules = item.playlist.rules
        return songs if rules is None or not rules.search else f"{rules.search}\n{songs}"

    def choose(self, key: str | None) -> None:
        """Show the songs of a playlist, or all songs again."""
        self._commands.show(key)

    def fill_menu(self, key: str | None, menu: QMenu) -> None:
        """Add what can be done with a playlist."""
        self._commands.fill_menu(key, menu, smart=self._smart)

    def remove(self, key: str) -> None:
        """Remove a playlist, which can be undone."""
        self._commands.remove(key)

    def rename(self, key: str) -> None:
        """Ask for another name."""
        self._commands.rename(key)

    def can_drop(self, key: str | None, data: QMimeData) -> bool:
        """Take songs of this window; a smart playlist takes none."""
        return not self._smart and bool(dragged_songs(data))

    def drop(self, key: str | None, data: QMimeData) -> None:
        """Add the songs to a playlist, or make one of them."""
        self._commands.add_songs(key, dragged_songs(data))
