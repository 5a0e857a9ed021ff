"""The player bar: play button, title, seek bar with its color menu, and time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from moodtagger.core.vocabulary import Mood
from moodtagger.ui import formatting, icons, theme
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.player.mood_bands import MAX_MENU_MOODS, MoodTimeline
from moodtagger.ui.player.mood_slider import MoodSlider
from moodtagger.ui.player.player import Player
from moodtagger.ui.widgets import ElidedLabel

_MAX_LABEL_LENGTH = 16  # characters of a mood on the button


class SeekBarColorButton(QToolButton):
    """A menu button for what colors the seek bar; `chosen` when `mood` has changed."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood: Mood | None = None
        self._moods: tuple[Mood, ...] = ()
        self._pending_label = ""  # chosen while no song was playing
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoRaise(True)
        self.setToolTip(self.tr("Color the seek bar by"))
        self._update_label()

    def set_moods(self, moods: Sequence[Mood]) -> None:
        """Set the moods of the playing song, most probable first."""
        self._moods = tuple(moods)
        self.setEnabled(bool(moods))
        if self.mood is not None:
            # With another model the mood may have another color and threshold.
            self.mood = next((m for m in moods if m.label == self.mood.label), self.mood)
        if self._pending_label and moods:
            self.choose_label(self._pending_label)
            self._pending_label = ""

    def choose(self, mood: Mood | None) -> None:
        """Color by a mood, or by quadrant if it is None."""
        if mood != self.mood:
            self.mood = mood
            self._update_label()
            self.chosen.emit()

    def choose_label(self, label: str) -> None:
        """Color by the mood with a label, delayed until a song plays."""
        self._pending_label = "" if self._moods else label
        for mood in self._moods:
            if mood.label == label:
                self.choose(mood)

    def _update_label(self) -> None:
        name = self.tr("Quadrant") if self.mood is None else mood_text(self.mood.label)
        self.setText(formatting.shorten(name, _MAX_LABEL_LENGTH))
        self.setAccessibleName(self.tr("Seek bar: %1").replace("%1", name))

    def _fill_menu(self) -> None:
        """List quadrant, the most probable moods and the current one."""
        self._menu.clear()
        group = QActionGroup(self._menu)
        moods = list(self._moods[:MAX_MENU_MOODS])
        if self.mood is not None and self.mood not in moods:
            moods.append(self.mood)
        entries = [(self.tr("Quadrant"), None), *((mood_text(m.label), m) for m in moods)]
        for text, mood in entries:
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(mood == self.mood)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, mood=mood: self.choose(mood))


class PlayerBar(QWidget):
    """Controls and state of the player; `playRequested` when nothing is loaded yet."""

    playRequested = Signal()

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._duration = 0.0
        self.button = QToolButton()
        self.button.setAutoRaise(True)
        self.button.setIconSize(QSize(22, 22))
        self.button.setAccessibleName(self.tr("Play or pause"))
        self.button.clicked.connect(self._play_or_pause)
        self._title = ElidedLabel(self.tr("Double-click a song to play it"))
        self._title.setMinimumWidth(120)
        self.slider = MoodSlider()
        self.slider.setAccessibleName(self.tr("Playback position"))
        self.slider.setEnabled(False)
        self.slider.sliderMoved.connect(lambda tenths: player.seek(tenths / 10))
        self.slider.actionTriggered.connect(lambda _action: self._seek_by_key())
        self._timeline: MoodTimeline | None = None
        self.colors = SeekBarColorButton()
        self.colors.chosen.connect(self._show_timeline)
        self.colors.hide()
        self.time_label = QLabel("0:00 / 0:00")
        self.time_label.setFont(theme.scaled_font(self.font(), theme.SMALL_SCALE))
        self._create_layout()
        player.playingChanged.connect(self._show_playing)
        player.positionChanged.connect(self._show_position)
        player.durationChanged.connect(self._show_duration)
        self._show_playing(False)

    def set_title(self, text: str) -> None:
        """Show the title of the playing song; empty when none is playing."""
        self._title.setText(text or self.tr("Double-click a song to play it"))
        self.slider.setEnabled(bool(text))
        if not text:
            self._duration = 0.0
            self._show_position(0.0)

    def set_timeline(self, timeline: MoodTimeline | None) -> None:
        """Show the playing song's moods over time; None while they are unknown."""
        self._timeline = timeline
        self.colors.setVisible(timeline is not None)
        if timeline is not None:
            self.colors.set_moods(timeline.moods)
        self._show_timeline()

    def _show_timeline(self) -> None:
        segments = () if self._timeline is None else self._timeline.segments
        self.slider.show_timeline(segments, self.colors.mood)

    def _create_layout(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, theme.SPACE_S, theme.SPACE, theme.SPACE_S)
        row.addWidget(self.button)
        row.addWidget(self._title, stretch=2)
        row.addWidget(self.slider, stretch=5)
        row.addWidget(self.colors)
        row.addWidget(self.time_label)

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icon in the new colors."""
        if event.type() == QEvent.Type.PaletteChange:
            self._show_playing(self._player.is_playing)
        super().changeEvent(event)

    def _play_or_pause(self) -> None:
        if self._player.path is None:
            self.playRequested.emit()
        else:
            self._player.toggle()

    def _seek_by_key(self) -> None:
        if not self.slider.isSliderDown():
            self._player.seek(self.slider.sliderPosition() / 10)

    def _show_playing(self, playing: bool) -> None:
        self.button.setIcon(icons.icon("pause" if playing else "play", self.palette()))
        self.button.setToolTip(self.tr("Pause") if playing else self.tr("Play"))

    def _show_position(self, position_s: float) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(round(position_s * 10))
        self.time_label.setText(
            f"{formatting.format_time(position_s)} / {formatting.format_time(self._duration)}"
        )

    def _show_duration(self, duration_s: float) -> None:
        self._duration = duration_s
        self.slider.setRange(0, round(duration_s * 10))
        self._show_position(self.slider.value() / 10)
