"""The rules of a set: its length, energy, tempo, keys, artists, and songs that are given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.dj.set_builder import SetRequest
from moodtagger.core.dj.transitions import HarmonicRule, MixRules
from moodtagger.ui.dj_set.song_rules import SongRules
from moodtagger.ui.theme import SPACE, SPACE_S
from moodtagger.ui.widgets import FlowLayout

MAP_PATH = "map"  # the data of the choice to follow a line over the map
_MAX_BPM = 300
PRESETS = {
    "build": (3.0, 4.5, 6.0, 7.5, 9.0),
    "peak": (3.0, 5.0, 7.0, 9.0, 6.0),
    "waves": (4.0, 8.0, 5.0, 9.0, 5.0),
    "cooldown": (8.0, 6.5, 5.0, 3.5, 2.0),
    "steady": (6.0, 6.0, 6.0, 6.0, 6.0),
}


class RulesPanel(QWidget):
    """A row of the rules that are changed most, and one of the others, which may be hidden.

    `presetChosen` carries the energies of a curve, `pathRequested` asks for a line over the map.
    """

    buildRequested = Signal()
    presetChosen = Signal(object)
    pathRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood_path: tuple[tuple[float, float], ...] = ()
        self.song_rules = SongRules()
        self._make_length()
        self._make_curve()
        self._make_tempo()
        self._make_others()
        self._make_buttons()
        self._lay_out()

    def request(self, target: Sequence[float]) -> SetRequest:
        """Return what is asked for, with these energies over time, without given songs."""
        last = max(1, len(target) - 1)
        by_minutes = self.unit.currentData() == "minutes"
        follows_map = self.curve.currentData() == MAP_PATH and bool(self.mood_path)
        curve = tuple((i / last, energy) for i, energy in enumerate(target))
        return SetRequest(
            count=None if by_minutes else self.length.value(),
            minutes=self.length.value() if by_minutes else None,
            energy_curve=() if follows_map else curve,
            mood_path=self.mood_path if follows_map else (),
            bpm_range=self._bpm_range(),
            max_per_artist=self.per_artist.value() or None,
            rules=self.rules(),
        )

    def rules(self) -> MixRules:
        """Return the rules for transitions."""
        return MixRules(
            HarmonicRule(self.keys.currentData()),
            self.bpm_change.value(),
            self.half_double.isChecked(),
        )

    def set_mood_path(self, points: Sequence[tuple[float, float]]) -> None:
        """Follow a line over the map, or the energies over time when it has no points."""
        self.mood_path = tuple(points)
        self.curve.setCurrentIndex(self.curve.findData(MAP_PATH if points else ""))

    def show_custom_curve(self) -> None:
        """Show that the energies were drawn."""
        self.curve.setCurrentIndex(self.curve.findData(""))

    def _bpm_range(self) -> tuple[float, float] | None:
        low, high = self.lowest_bpm.value(), self.highest_bpm.value()
        return (low, max(low, high or _MAX_BPM)) if low or high else None

    def _make_length(self) -> None:
        self.length = QSpinBox(minimum=1, maximum=600, value=90)
        self.length.setAccessibleName(self.tr("Set length"))
        self.unit = QComboBox()
        self.unit.addItem(self.tr("minutes"), "minutes")
        self.unit.addItem(self.tr("songs"), "songs")
        self.unit.setAccessibleName(self.tr("Unit of the set length"))

    def _make_curve(self) -> None:
        self.curve = QComboBox()
        on_map = self.tr("Line on the map\N{HORIZONTAL ELLIPSIS}")
        names = {
            "": self.tr("Custom"), "build": self.tr("Build up"), "peak": self.tr("Peak late"),
            "waves": self.tr("Waves"), "cooldown": self.tr("Cool down"),
            "steady": self.tr("Steady"), MAP_PATH: on_map,
        }  # fmt: skip
        for key, name in names.items():
            self.curve.addItem(name, key)
        self.curve.setCurrentIndex(self.curve.findData("peak"))
        self.curve.setAccessibleName(self.tr("Energy over time"))
        self.curve.activated.connect(self._choose_curve)

    def _make_tempo(self) -> None:
        self.bpm_change = QSpinBox(minimum=0, maximum=60, value=6)
        self.bpm_change.setPrefix(
            self.tr("\N{GREEK CAPITAL LETTER DELTA} BPM \N{LESS-THAN OR EQUAL TO} ")
        )
        self.bpm_change.setAccessibleName(self.tr("Maximum tempo change"))
        self.lowest_bpm = QSpinBox(minimum=0, maximum=_MAX_BPM)
        self.lowest_bpm.setPrefix(self.tr("BPM from "))
        self.lowest_bpm.setSpecialValueText(self.tr("BPM from: any"))
        self.lowest_bpm.setAccessibleName(self.tr("Lowest tempo"))
        self.highest_bpm = QSpinBox(minimum=0, maximum=_MAX_BPM)
        self.highest_bpm.setPrefix(self.tr("BPM to "))
        self.highest_bpm.setSpecialValueText(self.tr("BPM to: any"))
        self.highest_bpm.setAccessibleName(self.tr("Highest tempo"))
        self.half_double = QCheckBox(self.tr("Include half and double tempo"))
        self.half_double.setChecked(True)

    def _make_others(self) -> None:
        self.keys = QComboBox()
        for rule, name in (
            (HarmonicRule.LOOSE, self.tr("Keys: loose")),
            (HarmonicRule.STRICT, self.tr("Keys: strict")),
            (HarmonicRule.OFF, self.tr("Keys: any")),
        ):
            self.keys.addItem(name, str(rule))
        self.keys.setAccessibleName(self.tr("Keys that may follow each other"))
        self.per_artist = QSpinBox(minimum=0, maximum=99, value=2)
        self.per_artist.setPrefix(self.tr("Max. per artist: "))
        self.per_artist.setSpecialValueText(self.tr("Unlimited per artist"))
        self.per_artist.setAccessibleName(self.tr("Songs per artist"))
        self.only_shown = QCheckBox(self.tr("Only shown songs"))
        self.only_shown.setToolTip(self.tr("Use only songs that match the current filter"))

    def _make_buttons(self) -> None:
        self.more_button = QToolButton()
        self.more_button.setText(self.tr("More rules"))
        self.more_button.setCheckable(True)
        self.build_button = QPushButton(self.tr("Build set"))
        self.build_button.setDefault(True)
        self.build_button.clicked.connect(self.buildRequested)

    def _lay_out(self) -> None:
        first, self.more = QWidget(), QWidget()
        first_row, more_row = FlowLayout(SPACE), FlowLayout(SPACE)
        for widget in (
            self.length, self.unit, self.curve, self.bpm_change, self.keys, self.per_artist,
            self.more_button, self.build_button,
        ):  # fmt: skip
            first_row.addWidget(widget)
        for other in (
            self.lowest_bpm, self.highest_bpm, self.half_double, self.only_shown, self.song_rules,
        ):  # fmt: skip
            more_row.addWidget(other)
        first.setLayout(first_row)
        self.more.setLayout(more_row)
        self.more.hide()
        self.more_button.toggled.connect(self.more.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(first)
        column.addWidget(self.more)

    def _choose_curve(self, _index: int) -> None:
        chosen = self.curve.currentData()
        if chosen == MAP_PATH:
            self.pathRequested.emit()
        elif target := PRESETS.get(chosen):
            self.presetChosen.emit(target)
