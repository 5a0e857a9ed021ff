"""Play, seek bar, title and time in one row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from moodtagger.ui import formatting as words
from moodtagger.ui import icons, theme
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.player.mood_bands import MoodTimeline
from moodtagger.ui.player.mood_slider import MoodSlider
from moodtagger.ui.player.player import Player
from moodtagger.ui.player.seek_bar_coloring import SeekBarColorButton


class PlayerBar(QWidget):
    """Shows the player; `playWanted` is asked when nothing is loaded yet."""

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
        self._title = ElidedLabel(self.tr("Double-click a song to hear it"))
        self._title.setMinimumWidth(120)
        self._slider = MoodSlider()
        self._slider.setAccessibleName(self.tr("Position in the song"))
        self._slider.setEnabled(False)
        self._slider.sliderMoved.connect(lambda tenths: player.seek(tenths / 10))
        self._slider.actionTriggered.connect(lambda _action: self._seek_by_key())
        self._timeline: MoodTimeline | None = None
        self.colors = SeekBarColorButton()
        self.colors.chosen.connect(self._show_timeline)
        self.colors.hide()
        self._time = QLabel("0:00 / 0:00")
        self._time.setFont(theme.scaled_font(self.font(), theme.SMALL_SCALE))
        self._lay_out()
        player.playingChanged.connect(self._show_playing)
        player.positionChanged.connect(self._show_position)
        player.durationChanged.connect(self._show_duration)
        self._show_playing(False)

    def set_title(self, text: str) -> None:
        """Name of the song that plays; empty when none does."""
        self._title.setText(text or self.tr("Double-click a song to hear it"))
        self._slider.setEnabled(bool(text))
        if not text:
            self._duration = 0.0
            self._show_position(0.0)

    def set_timeline(self, timeline: MoodTimeline | None) -> None:
        """The playing song's moods over time; None while they are not known."""
        self._timeline = timeline
        self.colors.setVisible(timeline is not None)
        if timeline is not None:
            self.colors.set_moods(timeline.moods)
        self._show_timeline()

    def _show_timeline(self) -> None:
        segments = () if self._timeline is None else self._timeline.segments
        self._slider.show_timeline(segments, self.colors.mood)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, theme.SPACE_S, theme.SPACE, theme.SPACE_S)
        row.addWidget(self.button)
        row.addWidget(self._title, stretch=2)
        row.addWidget(self._slider, stretch=5)
        row.addWidget(self.colors)
        row.addWidget(self._time)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the new colours."""
        if event.type() == QEvent.Type.PaletteChange:
            self._show_playing(self._player.is_playing)
        super().changeEvent(event)

    def _play_or_pause(self) -> None:
        if self._player.path is None:
            self.playRequested.emit()
        else:
            self._player.toggle()

    def _seek_by_key(self) -> None:
        if not self._slider.isSliderDown():
            self._player.seek(self._slider.sliderPosition() / 10)

    def _show_playing(self, playing: bool) -> None:
        self.button.setIcon(icons.icon("pause" if playing else "play", self.palette()))
        self.button.setToolTip(self.tr("Pause") if playing else self.tr("Play"))

    def _show_position(self, position_s: float) -> None:
        if not self._slider.isSliderDown():
            self._slider.setValue(round(position_s * 10))
        self._time.setText(f"{words.format_time(position_s)} / {words.format_time(self._duration)}")

    def _show_duration(self, duration_s: float) -> None:
        self._duration = duration_s
        self._slider.setRange(0, round(duration_s * 10))
        self._show_position(self._slider.value() / 10)
