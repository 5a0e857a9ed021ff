"""Playlists and smart playlists in the window: shown, made, changed, and handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtWidgets import QMenu

from moodtagger.core.playlists import Playlist, SmartRules
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.library.filter import Filter, SongSet
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playlist_files import PlaylistFilesController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.main_window.undo import UndoStep
from moodtagger.ui.playlists.section import PlaylistSection, playlist_key
from moodtagger.ui.song_files import dragged_songs
from moodtagger.ui.text_normalization import display_text

if TYPE_CHECKING:
    from moodtagger.services.playlists import PlaylistSongs

_TOPIC = "playlist"
_REFRESH_MS = 1000  # between updates of smart playlists during a scan
_DOTS = "\N{HORIZONTAL ELLIPSIS}"


class PlaylistsController(QObject):
    """Keeps the sidebar's playlists current; each change can be undone."""

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.listed: list[PlaylistSongs] = []
        self.dialog: Any = None  # the one that asks for a name or a search
        self._shown: str | None = None  # the key of the playlist in the table
        self.sections = [
            PlaylistSection(name, lambda: self.listed, self, smart=smart, parent=self)
            for name, smart in ((self.tr("Smart playlists"), True), (self.tr("Playlists"), False))
        ]
        for section in self.sections:
            context.views.sidebar.add_section(section)
        self.files = PlaylistFilesController(context, self.reload, self)
        self._refresh_timer = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refresh_timer.timeout.connect(self.reload)
        self._create_actions()
        library.opened.connect(self.reload)
        library.rowsChanged.connect(lambda _rows: self._songs_changed())
        context.views.search.filterChanged.connect(self._filter_changed)
        context.views.table.songsDropped.connect(self._drop_in_table)

    def _create_actions(self) -> None:
        add = self._context.actions.add
        needs, in_list = ("writable",), ("writable", "selected", "playlist")
        rows = (
            ("file", self.tr("New pla&ylist"), "Ctrl+N", needs, lambda: self.create()),
            ("file", self.tr("Save search as s&mart playlist"), "", needs, self.save_search),
            ("file", self.tr("&Import playlist"), "", needs, self.files.choose_import),
        )
        for menu, text, keys, conditions, slot in rows:
            action = add(menu, text + _DOTS, keys, needs=conditions)
            action.triggered.connect(lambda _on=False, slot=slot: slot())
        shifts = (
            (self.tr("Move up in the playlist"), "Alt+Up", lambda: self._shift(-1)),
            (self.tr("Move down in the playlist"), "Alt+Down", lambda: self._shift(1)),
            (self.tr("Remove from the playlist"), "Del", self.remove_selected),
        )
        for text, keys, slot in shifts:
            action = add("edit", text, keys, needs=in_list)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._context.views.table.view.addAction(action)
            action.triggered.connect(lambda _on=False, slot=slot: slot())

    # --- what is shown

    def reload(self) -> None:
        """Read the playlists and their songs again."""
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.playlists.contents(),
            self._show_contents,
            supersede_key="playlists",
        )

    def _show_contents(self, contents: list[PlaylistSongs]) -> None:
        if contents == self.listed:
            return
        self.listed = contents
        for section in self.sections:
            section.changed.emit()
        if self._shown is not None:
            self.show(self._shown if self._content(self._shown) is not None else None)

    def _songs_changed(self) -> None:
        if self.listed and not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def show(self, key: str | None) -> None:
        """Show the songs of a playlist in its order; None: all songs again."""
        content = None if key is None else self._content(key)
        views = self._context.views
        if content is None:
            views.search.set_song_set(None)
            return
        self._shown = key
        ids = np.array(sorted(content.track_ids), np.int64)
        before = views.search.filter().song_set
        if before is None or before.key != key or not np.array_equal(before.ids, ids):
            label = display_text(content.playlist.name)
            views.search.set_song_set(SongSet(ids, label, key or ""))
        views.table.set_order(content.track_ids, can_change=self._can_change(content.playlist))
        self._context.refresh()

    def _filter_changed(self, song_filter: Filter) -> None:
        key = None if song_filter.song_set is None else song_filter.song_set.key
        if self._shown is not None and key != self._shown:
            self._shown = None
            self._context.views.table.set_order(None)
            self._context.refresh()

    def _can_change(self, playlist: Playlist) -> bool:
        return self._context.writable and not playlist.is_smart

    def _content(self, key: str) -> PlaylistSongs | None:
        return next((c for c in self.listed if playlist_key(c.playlist) == key), None)

    def _playlist(self, key: str | None) -> Playlist | None:
        content = None if key is None else self._content(key)
        return None if content is None else content.playlist

    # --- changes

    def create(self, track_ids: Sequence[int] = ()) -> None:
        """Ask for a name and make a playlist of songs."""
        from moodtagger.ui.playlists.dialogs import ask_for_name

        def done(name: str) -> None:
            playlist = Playlist(name).with_songs(track_ids)
            self._change(None, playlist, self.tr("new playlist “%1”"))

        title = self.tr("New playlist")
        self.dialog = ask_for_name(title, title, done, self._context.window)

    def save_search(self) -> None:
        """Ask for the name, order and limit of a smart playlist of the current search."""
        search = self._context.views.search.text()
        self._edit(Playlist(search, rules=SmartRules(search)), None)

    def _edit(self, playlist: Playlist, before: Playlist | None) -> None:
        from moodtagger.ui.playlists.dialogs import SmartPlaylistDialog

        text = self.tr("new playlist “%1”") if before is None else self.tr("change of “%1”")
        self.dialog = SmartPlaylistDialog(playlist, self._context.window)
        self.dialog.chosen.connect(lambda chosen: self._change(before, chosen, text))
        self.dialog.open()

    def rename(self, key: str) -> None:
        """Ask for another name."""
        from moodtagger.ui.playlists.dialogs import ask_for_name

        playlist = self._playlist(key)
        if playlist is None or not self._context.writable:
            return

        def done(name: str) -> None:
            renamed = replace(playlist, name=name)
            self._change(playlist, renamed, self.tr("rename of “%1”"))

        title = self.tr("Rename playlist")
        self.dialog = ask_for_name(title, playlist.name, done, self._context.window)

    def remove(self, key: str) -> None:
        """Remove a playlist; its songs stay in the library."""
        playlist = self._playlist(key)
        if playlist is not None:
            self._change(playlist, None, self.tr("removal of “%1”"))

    def add_songs(self, key: str | None, track_ids: Sequence[int]) -> None:
        """Add songs to a playlist, or make one of them."""
        playlist = self._playlist(key)
        if playlist is None:
            self.create(track_ids)
            return
        after = playlist.with_songs(track_ids)
        if after == playlist:
            text = self.tr("These songs are already in “%1”.")
            self._show_message(text.replace("%1", display_text(playlist.name)))
            return
        self._change(playlist, after, self.tr("songs added to “%1”"))

    def remove_selected(self) -> None:
        """Remove the selected songs from the playlist in the table."""
        selected = self._context.views.table.selection()
        text = self.tr("songs removed from “%1”")
        self._reorder(lambda playlist: playlist.without_songs(selected), text)

    def _shift(self, step: int) -> None:
        if self._context.views.table.order_can_change:
            selected = self._context.views.table.selection()
            self._reorder(lambda playlist: playlist.with_songs_shifted(selected, step))

    def _drop_in_table(self, data: QMimeData, before: int | None) -> None:
        ids = dragged_songs(data)
        self._reorder(
            lambda playlist: playlist.with_songs(ids, before).with_songs_moved(ids, before)
        )

    def _reorder(self, change: Callable[[Playlist], Playlist], text: str = "") -> None:
        playlist = self._playlist(self._shown)
        if playlist is None or not self._can_change(playlist):
            return
        after = change(playlist)
        if after != playlist:
            self._change(playlist, after, text or self.tr("order of “%1”"))

    def _change(self, before: Playlist | None, after: Playlist | None, text: str) -> None:
        """Save a change, which has a playlist before or after it, and let it be undone."""
        playlist = after or before
        if playlist is None or not self._context.writable:
            return
        text = text.replace("%1", display_text(formatting.shorten(playlist.name)))
        self._save(before, after, lambda saved: self._changed(before, saved, text))

    def _save(
        self, old: Playlist | None, new: Playlist | None, done: Callable[[Any], None]
    ) -> None:
        def work(service: Any, _job: object) -> Playlist | None:
            if new is not None:
                saved: Playlist = service.playlists.save(new)
                return saved
            service.playlists.remove(old)
            return None

        self._context.run(JobQueue.WRITE, work, done)

    def _changed(self, before: Playlist | None, after: Playlist | None, text: str) -> None:
        self.reload()
        step = self._context.undo.push(
            UndoStep(
                text,
                lambda: self._save(after, before, lambda _saved: self.reload()),
                lambda: self._save(before, after, lambda _saved: self.reload()),
            )
        )
        undo = MessageChoice(self.tr("Undo"), lambda: self._context.undo.undo(step))
        self._show_message(f"{formatting.sentence_case(text)}.", undo)

    def _show_message(self, text: str, *choices: MessageChoice) -> None:
        self._context.views.messages.show_message(text, *choices, topic=_TOPIC)

    # --- menus

    def fill_menu(self, key: str | None, menu: QMenu, *, smart: bool) -> None:
        """Add what can be done with a playlist, or with the section, to a menu of the sidebar."""
        playlist = self._playlist(key)
        rows: list[tuple[str, Callable[[], object], bool]] = []
        if playlist is not None and key is not None:
            rows += [
                (self.tr("&Rename") + _DOTS, lambda: self.rename(key), True),
                (self.tr("&Export") + _DOTS, lambda: self.files.choose_export(playlist), False),
                (self.tr("Remo&ve"), lambda: self.remove(key), True),
            ]
            if smart:
                edit = (self.tr("&Edit") + _DOTS, lambda: self._edit(playlist, playlist), True)
                rows.insert(0, edit)
        elif smart:
            text = self.tr("Save search as s&mart playlist") + _DOTS
            rows.append((text, self.save_search, True))
        else:
            rows.append((self.tr("&New playlist") + _DOTS, lambda: self.create(), True))
            rows.append((self.tr("&Import") + _DOTS, self.files.choose_import, True))
        for text, slot, writes in rows:
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False, slot=slot: slot())
            action.setEnabled(self._context.writable or not writes)

    def fill_add_menu(self, menu: QMenu) -> None:
        """Add the playlists that the selected songs can be added to."""
        selected = self._context.views.table.ordered_selection
        action = menu.addAction(self.tr("&New playlist") + _DOTS)
        action.triggered.connect(lambda _on=False: self.create(selected()))
        menu.addSeparator()
        for content in self.listed:
            if not content.playlist.is_smart:
                key = playlist_key(content.playlist)
                name = display_text(content.playlist.name).replace("&", "&&")
                entry = menu.addAction(name)
                entry.triggered.connect(lambda _on=False, k=key: self.add_songs(k, selected()))
        menu.setEnabled(self._context.writable)
