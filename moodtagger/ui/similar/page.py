"""Songs like others: what is asked about, what counts, and the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.similar.criteria_panel import AlikeControls
from moodtagger.ui.similar.results_model import Found
from moodtagger.ui.similar.results_table import HitTable
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.theme import SPACE, SPACE_S

_WAIT_MS = 40  # moves of a slider that come closer make one question
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What to be like: songs of the library, or a file outside it that was heard."""

    songs: tuple[SongRow, ...] = ()
    outside: Heard | None = None

    def __bool__(self) -> bool:
        return bool(self.songs) or self.outside is not None


class AlikePage(QWidget):
    """Asks by `wanted`; `chosen` and `playWanted` are about the answers."""

    wanted = Signal()
    seedsWanted = Signal()  # the selected songs are to be what is asked about
    chosen = Signal(object)
    playWanted = Signal(int)
    playFileWanted = Signal(str)
    saveWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = Asked()
        self.controls = AlikeControls()
        self.table = HitTable()
        self.about = ElidedLabel()
        self.note = QLabel(wordWrap=True)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.wanted)
        self._make_buttons()
        self._make_way()
        self._lay_out()
        self.controls.changed.connect(self.ask_again)
        self.table.chosen.connect(self.chosen)
        self.table.playWanted.connect(self.playWanted)
        self.allow_seeds(False)
        self.ask_about(Asked())

    def ask_about(self, asked: Asked) -> None:
        """Be asked about these songs, or that file, from now on."""
        self.asked = asked
        self.hear.setVisible(asked.outside is not None)
        two = len(asked.songs) == 2
        if not two:
            self.kind.setCurrentIndex(0)
        self.kind.setVisible(two)
        self._kind_changed()
        if not asked:
            self._clear(
                self.tr(
                    "Select one song or several, then choose “Like the selected songs” (Ctrl+L).\n"
                    "Or drop a file into the window: it stays outside your library."
                )
            )

    def ask_again(self) -> None:
        """Something changed: ask soon."""
        if self.asked:
            self._timer.start()

    def wants_way(self) -> bool:
        """Whether a way between two songs is asked for."""
        return len(self.asked.songs) == 2 and self.kind.currentIndex() == 1

    def show_busy(self) -> None:
        """The answer is being looked for; old answers stay until it is there."""
        self.table.say(self.tr("Looking through your songs\N{HORIZONTAL ELLIPSIS}"))

    def show_hits(self, found: Sequence[Found], tempo: float | None, note: str) -> None:
        """The answers, best first."""
        self.controls.offer_tempo(tempo)
        self.table.hits.show_hits(found, tempo)
        self._shown(note, bool(found))

    def show_way(self, found: Sequence[Found], note: str) -> None:
        """The songs of a way, in order."""
        self.table.hits.show_way(found)
        self._shown(note, bool(found))

    def show_problem(self, sentence: str) -> None:
        """Why there is no answer."""
        self._clear(sentence)

    def allow_seeds(self, allowed: bool) -> None:
        """Whether songs are selected that could be asked about."""
        self.use_selected.setEnabled(allowed)

    def _shown(self, note: str, any_: bool) -> None:
        self.table.say(
            self.tr(
                "No song meets these limits.\n"
                "Widen the range of tempo, or allow more songs of an artist or album."
            )
        )
        if any_:
            self.table.scrollToTop()
        self._set_note(note)
        self._enable(any_)

    def _clear(self, text: str) -> None:
        self._timer.stop()
        self.table.hits.show_hits([], None)
        self.table.say(text)
        self._set_note("")
        self._enable(False)

    def _set_note(self, note: str) -> None:
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _enable(self, any_: bool) -> None:
        for button in (self.select_all, self.save):
            button.setEnabled(any_)

    def _title(self) -> str:
        asked = self.asked
        if asked.outside is not None:
            name = words.file_name(asked.outside.path)
            return self.tr("Like the file “%1”, which is not in your library").replace("%1", name)
        if not asked.songs:
            return self.tr("More like this")
        names = [words.quoted(display_text(row.name)) for row in asked.songs[:2]]
        if len(asked.songs) == 1:
            return self.tr("Like %1").replace("%1", names[0])
        if len(asked.songs) == 2:
            way = self.wants_way()
            text = self.tr("From %1 to %2") if way else self.tr("Like %1 and %2")
            text = text.replace("%1", names[0])
            return text.replace("%2", names[1])
        text = self.tr("Like %1 and %2 more").replace("%1", names[0])
        return text.replace("%2", words.songs(len(asked.songs) - 1))

    def _make_buttons(self) -> None:
        self.use_selected = QPushButton(self.tr("&Like the selected songs"))
        self.use_selected.setToolTip(self.tr("Ask about the songs that are selected now (Ctrl+L)"))
        self.use_selected.clicked.connect(self.seedsWanted)
        self.hear = QPushButton(self.tr("Play the file"))
        self.hear.clicked.connect(self._play_file)
        self.select_all = QPushButton(self.tr("Select all &found"))
        self.select_all.clicked.connect(self.table.selectAll)
        self.save = QPushButton(self.tr("Save as pla&ylist\N{HORIZONTAL ELLIPSIS}"))
        self.save.clicked.connect(self.saveWanted)

    def _make_way(self) -> None:
        self.kind = QComboBox()
        self.kind.addItems([self.tr("Songs like both"), self.tr("A way from one to the other")])
        self.kind.setAccessibleName(self.tr("What to look for"))
        self.kind.currentIndexChanged.connect(lambda _index: self._kind_changed())
        self.steps = QSpinBox(minimum=3, maximum=100, value=_STEPS)
        self.steps.setKeyboardTracking(False)
        self.steps.setAccessibleName(self.tr("Songs on the way, both ends included"))
        self.steps.setToolTip(self.steps.accessibleName())
        self.steps.valueChanged.connect(lambda _count: self.ask_again())
        self.turn = QPushButton(self.tr("&Turn round"))
        self.turn.setToolTip(self.tr("From the other song to this one"))
        self.turn.clicked.connect(self._turn_round)

    def _kind_changed(self) -> None:
        self.about.setText(self._title())
        for widget in (self.steps, self.turn):
            widget.setVisible(self.wants_way())
        self.ask_again()

    def _turn_round(self) -> None:
        self.ask_about(Asked(self.asked.songs[::-1]))

    def _play_file(self) -> None:
        if self.asked.outside is not None:
            self.playFileWanted.emit(self.asked.outside.path)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.about, 1)
        for widget in (self.hear, self.kind, self.steps, self.turn):
            top.addWidget(widget)
        top.addWidget(self.use_selected)
        side = QScrollArea()
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidget(self.controls)
        bar = side.verticalScrollBar().sizeHint().width()
        side.setFixedWidth(max(220, self.controls.sizeHint().width() + bar))
        bottom = QHBoxLayout()
        bottom.setSpacing(SPACE)
        bottom.addWidget(self.note, 1)
        bottom.addStretch()
        bottom.addWidget(self.select_all)
        bottom.addWidget(self.save)
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(self.table, 1)
        right.addLayout(bottom)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_S)
        middle.addWidget(side)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addLayout(top)
        column.addLayout(middle, 1)
