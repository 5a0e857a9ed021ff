"""The Set page: builds sets off this thread, and changes their steps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from moodtagger.core.dj.library_set import SongRole, build_around
from moodtagger.core.dj.next_songs import is_mixable
from moodtagger.core.dj.set_builder import (
    BuiltSet,
    SetRequest,
    best_for_gap,
    is_too_short,
    steps_out_of_range,
)
from moodtagger.core.dj.songs import song_key
from moodtagger.core.dj.transitions import MixTable, Transition, describe_transition
from moodtagger.core.track_table import contains_any
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.dj_set import SetPage
from moodtagger.ui.dj_set.set_model import SetStep, relation_text, signed_bpm
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.main_window.controllers.table_actions import PlaylistController
from moodtagger.ui.main_window.undo import UndoStep
from moodtagger.ui.text_normalization import display_text

if TYPE_CHECKING:
    from moodtagger.ui.dj_set.path_dialog import PathDialog

PAGE_KEY = "set"
_STATE_KEY = "set"  # of the window's saved state: ids of songs, and of locked ones
_SEPARATOR = " \N{MIDDLE DOT} "

_State = tuple[MixTable, list[int], set[int]]  # songs, numbers of those in the set, locked ones


class SetController(QObject):
    """Owns the set: the songs that it was built from, and the numbers of those in it."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        playback: PlaybackController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self.playlists = PlaylistController(context, self)
        self.page = SetPage()
        self.path_dialog: PathDialog | None = None
        self._songs = MixTable.of(())
        self._chosen: list[int] = []
        self._locked: set[int] = set()
        self._roles: dict[int, tuple[SongRole, SongRow]] = {}
        self._steps: list[UndoStep] = []  # changes of the set that can be undone
        self._swaps: list[int] = []
        context.views.add_page(self.page, self.tr("Set"), PAGE_KEY)
        go = context.actions.add("view", self.tr("Go to the &set"), "Ctrl+9")
        go.triggered.connect(self.go_to_page)
        self.add_action = context.actions.add(
            "edit",
            self.tr("Add to s&et"),
            tip=self.tr("Add the selected songs at the end of the set"),
            needs=("selected",),
        )
        self.add_action.triggered.connect(
            lambda _on=False: self.add(context.views.table.ordered_selection())
        )
        context.views.bottom_tabs.pageShown.connect(
            lambda key: self.restore() if key == PAGE_KEY else None
        )
        self._connect(playback)
        library.rowsChanged.connect(self._rows_changed)
        self._show()

    def _connect(self, playback: PlaybackController) -> None:
        page, rules = self.page, self.page.rules_panel
        page.buildRequested.connect(self.build)
        page.saveRequested.connect(self._save)
        page.undoRequested.connect(self._undo_change)
        page.reverseRequested.connect(lambda: self._change(self._chosen[::-1]))
        page.lockRequested.connect(self._toggle_locks)
        page.fillRequested.connect(self._fill_gap)
        page.transition_bar.swapRequested.connect(self._swap)
        rules.pathRequested.connect(self._draw_path)
        rules.song_rules.roleChosen.connect(self._give_role)
        rules.song_rules.removed.connect(self._remove_role)
        page.table.removeRequested.connect(self._remove)
        page.table.playRequested.connect(lambda step: playback.play_list(self.ids_from(step)))
        page.table.steps.moved.connect(lambda order: self._change([self._chosen[i] for i in order]))
        page.table.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())

    @property
    def rows(self) -> list[SongRow]:
        """The songs of the set in order."""
        return [self._songs.rows[song] for song in self._chosen]

    def ids_from(self, step: int) -> list[int]:
        """Return the ids of the songs from a step on, which play one after the other."""
        return [row.track_id for row in self.rows[step:]]

    def build(self) -> None:
        """Build a set; locked songs stay at their steps."""
        shown = self.page.rules_panel.only_shown.isChecked()
        ids = self._context.views.table.shown_ids() if shown else None
        locked = {
            step: self._songs.rows[i] for step, i in enumerate(self._chosen) if i in self._locked
        }
        request, roles = self.page.request(), dict(self._roles)
        self.page.show_note(self.tr("Building the set\N{HORIZONTAL ELLIPSIS}"))
        self._context.run(
            JobQueue.SEARCH,
            lambda service, job: build_around(service.tracks.rows(), ids, locked, roles, request),
            self._show_built,
            supersede_key="set",
        )

    def add(self, track_ids: Sequence[int]) -> None:
        """Add songs at the end of the set, in this order."""
        if self._songs.rows:
            self._add(track_ids)
        else:
            self._load(track_ids)

    def restore(self) -> None:
        """Show the set of the last session, unless there is one already."""
        if not self._songs.rows and self._context.views.saved_state.get(_STATE_KEY):
            self._load(())

    def _load(self, added: Sequence[int]) -> None:
        """Read the songs that a set may have, then show the saved set and add songs to it."""
        self._context.run(
            JobQueue.SEARCH,
            lambda service, job: MixTable.of(list(filter(is_mixable, service.tracks.rows()))),
            lambda songs: self._show_loaded(songs, added),
            supersede_key="set",
        )

    def _show_loaded(self, songs: MixTable, added: Sequence[int]) -> None:
        saved, locked = _parse_state(self._context.views.saved_state.get(_STATE_KEY, ""))
        numbers = {row.track_id: number for number, row in enumerate(songs.rows)}
        chosen = [numbers[i] for i in saved if i in numbers]
        self._show_state((songs, chosen, {numbers[i] for i in locked if i in numbers}))
        self._add(added)

    def _add(self, track_ids: Sequence[int]) -> None:
        numbers = {row.track_id: number for number, row in enumerate(self._songs.rows)}
        new = [numbers[i] for i in track_ids if i in numbers]
        if new:
            self._change([*(song for song in self._chosen if song not in new), *new])

    def _show_built(self, result: tuple[MixTable, BuiltSet, frozenset[int]]) -> None:
        songs, built, locked = result
        self._change_to((songs, list(built.songs), set(locked)))
        if built.songs and is_too_short(songs, built.songs, self.page.request()):
            short = self.tr("There are no more songs for these rules.")
            self.page.show_note(f"{self._note()} {short}".strip())

    def _change(self, chosen: list[int]) -> None:
        self._change_to((self._songs, chosen, self._locked))

    def _change_to(self, new: _State) -> None:
        """Show another set; the change is a step of the window's undo."""
        before: _State = (self._songs, self._chosen, self._locked)
        self._show_state(new)
        if before[1]:
            step = UndoStep(
                self.tr("change of the set"),
                lambda: self._undone(step, before),
                lambda: self._redone(step, new),
            )
            self._steps.append(self._context.undo.push(step))
            self.page.undo_button.setEnabled(True)

    def _undone(self, step: UndoStep, before: _State) -> None:
        self._steps.remove(step)
        self._show_state(before)

    def _redone(self, step: UndoStep, new: _State) -> None:
        self._steps.append(step)
        self._show_state(new)

    def _show_state(self, state: _State) -> None:
        songs, chosen, locked = state
        self._songs, self._chosen, self._locked = songs, list(chosen), set(locked)
        self._show()

    def _undo_change(self) -> None:
        if self._steps:
            self._context.undo.undo(self._steps[-1])

    def _rows_changed(self, rows: Sequence[SongRow]) -> None:
        """Show what has changed of the songs in the set, such as a corrected tempo."""
        numbers = {self._songs.rows[song].track_id: song for song in self._chosen}
        if not contains_any(rows, numbers):
            return
        known = {number: self._library.song(i) for i, number in numbers.items()}
        self._songs = self._songs.with_rows(
            {number: row for number, row in known.items() if row is not None}
        )
        selected = self.page.table.selected_rows()
        self._show()
        self.page.table.select_rows(selected)

    def _remove(self) -> None:
        gone = set(self.page.table.selected_rows())
        self._change([song for step, song in enumerate(self._chosen) if step not in gone])

    def _toggle_locks(self) -> None:
        rows = self.page.table.selected_rows()
        chosen = {self._chosen[row] for row in rows}
        locked = self._locked - chosen if chosen <= self._locked else self._locked | chosen
        self._change_to((self._songs, self._chosen, locked))
        self.page.table.select_rows(rows)

    def _swap(self, number: int) -> None:
        rows = self.page.table.selected_rows()
        if len(rows) == 1 and number < len(self._swaps):
            chosen = list(self._chosen)
            chosen[rows[0]] = self._swaps[number]
            self._change(chosen)
            self.page.table.select_rows(rows)

    def _fill_gap(self) -> None:
        """Insert the song that fits best in front of the selected one."""
        step = self.page.table.selected_rows()[0]
        best = best_for_gap(self._songs, self._chosen, step, self._gap_request(), 1, insert=True)
        if best:
            self._change([*self._chosen[:step], best[0], *self._chosen[step:]])
            self.page.table.select_rows([step])

    def _gap_request(self) -> SetRequest:
        excluded = frozenset(
            number
            for number, row in enumerate(self._songs.rows)
            if self._roles.get(row.track_id, (None,))[0] is SongRole.EXCLUDED
        )
        count = len(self._chosen)
        return replace(self.page.request(), count=count, minutes=None, excluded=excluded)

    def _give_role(self, role: SongRole) -> None:
        """Give the songs selected in the window a role; only one can be first or last."""
        rows = map(self._library.song, self._context.views.table.ordered_selection())
        chosen = [row for row in rows if row is not None]
        if role in (SongRole.FIRST, SongRole.LAST):
            chosen = chosen[:1]
            self._roles = {i: known for i, known in self._roles.items() if known[0] is not role}
        self._roles |= {row.track_id: (role, row) for row in chosen}
        self._show_roles()
        if not chosen:
            self.page.show_note(self.tr("Select songs in the window first."))

    def _remove_role(self, track_id: int) -> None:
        self._roles.pop(track_id, None)
        self._show_roles()

    def _show_roles(self) -> None:
        self.page.rules_panel.song_rules.show_roles(self._roles)
        if self._roles:
            self.page.rules_panel.more_button.setChecked(True)

    def _draw_path(self) -> None:
        from moodtagger.ui.dj_set.path_dialog import PathDialog

        columns = self._context.views.table.model.songs
        positions = np.stack([columns.number("valence"), columns.number("arousal")], axis=1)
        known = columns.alive & ~np.isnan(positions).any(axis=1)
        points = [(v, a) for v, a in positions[known].tolist()]
        rules = self.page.rules_panel
        dialog = PathDialog(points, rules.mood_path, self._context.window)
        dialog.chosen.connect(rules.set_mood_path)
        dialog.rejected.connect(lambda: rules.set_mood_path(rules.mood_path))
        self.path_dialog = dialog
        dialog.open()

    def _selection_changed(self) -> None:
        rows = self.page.table.selected_rows()
        self._swaps, text = [], ""
        if len(rows) == 1:
            request = self._gap_request()
            self._swaps = best_for_gap(self._songs, self._chosen, rows[0], request)
            text = self._step_text(rows[0])
        can_preview = len(rows) == 1 and rows[0] > 0
        swaps = [self._swap_text(rows[0], song) for song in self._swaps]
        self.page.show_step(text, swaps, can_preview=can_preview)
        if rows:
            self._library.select({self._songs.rows[self._chosen[row]].track_id for row in rows})

    def _step_text(self, step: int) -> str:
        """Describe the transition to a step; what does not fit comes first."""
        model = self.page.table.steps
        transition = model.steps[step].transition
        if transition is None:
            return ""
        text = self.tr("%1 to %2: %3").replace("%1", formatting.format_count(step))
        text = text.replace("%2", formatting.format_count(step + 1))
        about = transition_text(transition)
        return model.broken_text(step) or (text.replace("%3", about) if about else "")

    def _swap_text(self, step: int, song: int) -> str:
        """Name a song for a step, and why it fits behind the one before."""
        row = self._songs.rows[song]
        parts = [
            formatting.key_text(song_key(row)),
            _bpm_text(row),
            _energy_text(self._songs, song),
        ]
        if step > 0:
            before = self._chosen[step - 1]
            transition = describe_transition(self._songs, before, song, self.page.rules())
            parts.append(transition_text(transition))
        about = _SEPARATOR.join(part for part in parts if part)
        name = formatting.shorten(display_text(row.name), 40)
        return f"{name} ({about})" if about else name

    def _show(self) -> None:
        rules, songs = self.page.rules(), self._songs
        steps = []
        for step, song in enumerate(self._chosen):
            transition = (
                describe_transition(songs, self._chosen[step - 1], song, rules) if step else None
            )
            energy = None if np.isnan(songs.energy[song]) else float(songs.energy[song])
            steps.append(SetStep(songs.rows[song], energy, transition, song in self._locked))
        self.page.show_steps(steps, "")
        self.page.show_note(self._note())
        self.page.show_step("", (), can_preview=False)
        self.page.undo_button.setEnabled(bool(self._steps))
        if songs.rows:
            ids = [songs.rows[song].track_id for song in self._chosen]
            locked = [songs.rows[song].track_id for song in self._locked & set(self._chosen)]
            self._context.views.saved_state[_STATE_KEY] = json.dumps([ids, locked])

    def _note(self) -> str:
        if not self._chosen:
            return self.tr("Drag the dotted line to shape the energy, then build the set.")
        texts = [self.page.table.steps.broken_text(step) for step in range(len(self._chosen))]
        broken = [text for text in texts if text]
        if len(broken) > 3:
            more = self.tr("%n more transitions do not fit.", "", len(broken) - 3)
            broken = [*broken[:3], more]
        if outside := steps_out_of_range(self._songs, self._chosen, self.page.request()):
            steps = ", ".join(formatting.format_count(step + 1) for step in outside[:5])
            broken.append(self.tr("Outside the tempo range: %1.").replace("%1", steps))
        return " ".join(broken)

    def _save(self, suffix: str, with_colors: bool) -> None:
        self.playlists.save(self.rows, self.tr("Set"), suffix, with_colors=with_colors)

    def go_to_page(self) -> None:
        """Show the page and put the focus into its table."""
        self._context.views.show_page(PAGE_KEY)
        self.page.table.setFocus()


def transition_text(transition: Transition) -> str:
    """Describe a transition: "neighbor · +2 BPM"."""
    change = "" if transition.bpm_change is None else f"{signed_bpm(transition.bpm_change)} BPM"
    return _SEPARATOR.join(part for part in (relation_text(transition.relation), change) if part)


def _bpm_text(row: SongRow) -> str:
    return "" if row.effective_bpm is None else formatting.format_decimal(row.effective_bpm, 0)


def _energy_text(songs: MixTable, song: int) -> str:
    energy = songs.energy[song]
    return "" if np.isnan(energy) else f"E{formatting.format_count(round(float(energy)))}"


def _parse_state(text: str) -> tuple[list[int], list[int]]:
    """Return the songs and the locked songs of a saved set; none where it is damaged."""
    try:
        songs, locked = json.loads(text)
        return [int(i) for i in songs], [int(i) for i in locked]
    except (ValueError, TypeError):
        return [], []
