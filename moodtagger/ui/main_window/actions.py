"""The window's actions with texts, shortcuts and icons, and its menus."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QMainWindow

from moodtagger.settings import THEMES
from moodtagger.ui import icons

_StandardKey = QKeySequence.StandardKey


class Actions:
    """The window's actions by name; only `enable` decides which are enabled.

    Controllers `add` their own actions before the menus are created.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._icons: dict[QAction, str] = {}
        self._requirements: dict[QAction, tuple[str, ...]] = {}
        self._added: dict[str, list[QAction]] = {}
        tr = window.tr
        dots = "\N{HORIZONTAL ELLIPSIS}"
        self.add_folder = self._create_action(
            tr("Add &folder") + dots, "Ctrl+O", "add_folder", tr("Add a music folder")
        )
        self.analyze_file = self._create_action(
            tr("&Analyze file") + dots,
            "Ctrl+Shift+O",
            tip=tr("Analyze a file without adding it to the library"),
        )
        self.demo = self._create_action(tr("Try the &demo songs"))
        self.quit = self._create_action(tr("&Quit"), "Ctrl+Q")
        self.find = self._create_action(tr("&Find songs"), _StandardKey.Find)
        self.select_all = self._create_action(tr("Select &all shown songs"), "Ctrl+Shift+A")
        self.accept_shown = self._create_action(
            tr("Accept suggestions of all &shown songs"),
            "Ctrl+Shift+Return",
            "accept",
            tr("Accept the suggested moods of all shown songs; no files are changed yet"),
        )
        self.accept_selected = self._create_action(
            tr("&Accept suggestions"),
            "Ctrl+Return",
            tip=tr("Accept the suggested moods of the selected songs, or of all shown songs"),
        )
        self.write = self._create_action(
            tr("&Write tags") + dots,
            _StandardKey.Save,
            "write",
            tr("Preview the tag changes, then write them to the files"),
        )
        self.write_selected = self._create_action(
            tr("Write tags of s&elected songs") + dots, "Ctrl+Shift+S"
        )
        self.undo = self._create_action(tr("&Undo"), _StandardKey.Undo, "undo")
        self.redo = self._create_action(tr("&Redo"), "Ctrl+Shift+Z")
        self.history = self._create_action(
            tr("&History of written tags") + dots,
            "Ctrl+H",
            tip=tr("Show all written tags, and undo or redo them file by file"),
        )
        self.rescan = self._create_action(
            tr("&Rescan"), "F5", "rescan", tr("Find new and changed songs in all folders")
        )
        self.stop = self._create_action(tr("S&top"), "Shift+F5", "stop", tr("Stop the scan"))
        self.precision = self._create_action(
            tr("Suggestion a&ccuracy") + dots,
            tip=tr("Choose how accurate suggested moods must be"),
        )
        self.play = self._create_action(
            tr("&Play"), "Ctrl+P", "play", tr("Play or pause the selected song")
        )
        self.seek_back = self._create_action(tr("&Back 5 seconds"), "Alt+Left")
        self.seek_forward = self._create_action(tr("For&ward 5 seconds"), "Alt+Right")
        self.go_sidebar = self._create_action(tr("Go to the &filters"), "Ctrl+1")
        self.go_map = self._create_action(tr("Go to the &map"), "Ctrl+2")
        self.go_table = self._create_action(tr("Go to the &table"), "Ctrl+3")
        self.go_inspector = self._create_action(tr("Go to song &details"), "Ctrl+4")
        self.go_messages = self._create_action(tr("Go to the &newest message"), "Ctrl+0")
        self.show_sidebar = self._create_action(tr("Show fi&lters"), "F9", checkable=True)
        self.show_inspector = self._create_action(tr("Show &details"), "F10", checkable=True)
        self.shortcuts = self._create_action(tr("&Keyboard shortcuts"), "F1")
        self.documentation = self._create_action(tr("&Documentation"), "Shift+F1")
        self.about = self._create_action(tr("&About moodtagger"))
        self.themes = self._create_theme_actions()
        self.refresh_icons()

    def add(
        self,
        menu: str,
        text: str,
        keys: str | QKeySequence.StandardKey = "",
        icon: str = "",
        tip: str = "",
        *,
        needs: Iterable[str] = ("opened",),
        checkable: bool = False,
    ) -> QAction:
        """Add an action at the end of a menu: file, edit, view, library or help.

        It is enabled while all conditions in `needs` hold: opened, writable, scanning, songs,
        selected, playlist (its songs are shown in an order that can be changed).
        """
        action = self._create_action(text, keys, icon, tip, checkable=checkable)
        self._requirements[action] = tuple(needs)
        self._added.setdefault(menu, []).append(action)
        if icon:
            self.refresh_icons()
        return action

    def all(self) -> list[QAction]:
        """Return all actions, in the order of their creation."""
        return [a for a in self._window.actions() if not a.isSeparator()]

    def enable(
        self,
        *,
        opened: bool,
        writable: bool,
        scanning: bool,
        songs: bool,
        selected: bool,
        playlist: bool = False,
    ) -> None:
        """Enable each action according to the state of the window."""
        for action in (self.add_folder, self.demo):
            action.setEnabled(writable)
        self.analyze_file.setEnabled(opened)
        self.rescan.setEnabled(writable and songs and not scanning)
        self.stop.setEnabled(scanning)
        for action in (self.accept_shown, self.accept_selected, self.write):
            action.setEnabled(writable and songs)
        self.write_selected.setEnabled(writable and selected)
        conditions = {
            "opened": opened,
            "writable": writable,
            "scanning": scanning,
            "songs": songs,
            "selected": selected,
            "playlist": playlist,
        }
        for action, needs in self._requirements.items():
            action.setEnabled(all(conditions[need] for need in needs))
        self.history.setEnabled(opened)
        self.precision.setEnabled(opened)
        self.play.setEnabled(selected)
        for action in (self.find, self.select_all):
            action.setEnabled(songs)

    def show_selection(self, count: int) -> None:
        """Tell how many songs the suggestions are accepted of; 0 stands for all shown ones."""
        text = self._window.tr("&Accept suggestions")
        if count:
            text = self._window.tr("&Accept suggestions of %Ln song(s)", "", count)
        self.accept_selected.setText(text)

    def create_menus(self) -> None:
        """Create the menus: File, Edit, View, Library, Help."""
        tr = self._window.tr
        file = [self.add_folder, self.analyze_file, self.demo]
        self._add_menu(tr("&File"), [*file, *self._added_actions("file"), None, self.quit])
        self._add_menu(
            tr("&Edit"),
            [
                self.undo,
                self.redo,
                self.history,
                None,
                self.find,
                self.select_all,
                None,
                self.accept_selected,
                self.accept_shown,
                *self._added_actions("edit"),
            ],
        )
        view: list[QAction | None] = [self.go_sidebar, self.go_map, self.go_table]
        view += [self.go_inspector, self.go_messages, None]
        view += [self.show_sidebar, self.show_inspector, None, *self.themes.values()]
        self._add_menu(tr("&View"), [*view, *self._added_actions("view")])
        library = [self.rescan, self.stop, None, self.write, self.write_selected, None]
        library += [self.precision, None, self.play, self.seek_back, self.seek_forward]
        self._add_menu(tr("&Library"), [*library, *self._added_actions("library")])
        help_ = [self.documentation, self.shortcuts]
        self._add_menu(tr("&Help"), [*help_, *self._added_actions("help"), self.about])

    def _added_actions(self, menu: str) -> list[QAction | None]:
        """Return the actions that controllers added to a menu, after a separator."""
        return [None, *self._added[menu]] if menu in self._added else []

    def refresh_icons(self, palette: QPalette | None = None) -> None:
        """Redraw the icons in the colors of a palette."""
        for action, name in self._icons.items():
            action.setIcon(icons.icon(name, palette or self._window.palette()))

    def show_playing(self, playing: bool) -> None:
        """Turn the Play action into Pause during playback."""
        tr = self._window.tr
        self.play.setText(tr("&Pause") if playing else tr("&Play"))
        self._icons[self.play] = "pause" if playing else "play"
        self.refresh_icons()

    def _create_action(
        self,
        text: str,
        keys: str | QKeySequence.StandardKey = "",
        icon: str = "",
        tip: str = "",
        *,
        checkable: bool = False,
    ) -> QAction:
        action = QAction(text, self._window, checkable=checkable, checked=checkable)
        if keys:
            action.setShortcut(QKeySequence(keys))
        name = text.replace("&", "").rstrip("\N{HORIZONTAL ELLIPSIS}")
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip or name} ({shortcut})" if shortcut else tip or name)
        action.setStatusTip(tip)
        if icon:
            self._icons[action] = icon
        self._window.addAction(action)
        return action

    def _create_theme_actions(self) -> dict[str, QAction]:
        tr = self._window.tr
        texts = {
            "system": tr("Use s&ystem theme"),
            "light": tr("Li&ght"),
            "dark": tr("Dar&k"),
            "contrast-light": tr("High &contrast, light"),
            "contrast-dark": tr("High contrast, da&rk"),
        }
        group = QActionGroup(self._window)
        out = {}
        for theme in THEMES:
            out[theme] = self._create_action(texts[theme], checkable=True)
            out[theme].setChecked(False)  # the settings tick one
            group.addAction(out[theme])
        return out

    def _add_menu(self, title: str, actions: Iterable[QAction | None]) -> None:
        menu = self._window.menuBar().addMenu(title)
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
