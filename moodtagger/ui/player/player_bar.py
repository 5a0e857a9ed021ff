"""The player bar: buttons, song, seek bar with its color menu, queue and volume."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from moodtagger.core.vocabulary import Mood
from moodtagger.ui import formatting, icons, theme
from moodtagger.ui.cover_view import CoverView
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.player.mood_bands import MAX_MENU_MOODS, MoodTimeline
from moodtagger.ui.player.mood_slider import MoodSlider
from moodtagger.ui.player.player import Player
from moodtagger.ui.player.queue_popup import QueueButton, SongText
from moodtagger.ui.player.volume import VolumeControl
from moodtagger.ui.widgets import ElidedLabel

_MAX_LABEL_LENGTH = 16  # characters of a mood on the button
_PLAY_SIZE, _COVER_SIZE = 36, 40
_MIN_WIDTH = 480
_FONT_HEIGHT = 16  # of the font for which the widths below are chosen
_TALL_FROM = 560  # least height of the window for a cover and margins
_VOLUME_FROM, _COVER_FROM, _COLORS_FROM = 680, 740, 980  # least widths


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
    """Controls and state of the player; `playRequested` when nothing is loaded yet.

    `song_text` names a song of the queue; it is set by whoever knows the library.
    """

    playRequested = Signal()
    previousRequested = Signal()
    nextRequested = Signal()
    queuedSongRequested = Signal(int)  # index in the queue

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._duration = 0.0
        self._timeline: MoodTimeline | None = None
        self.song_text: SongText = str
        self._create_buttons()
        self._create_song()
        self._create_seek_bar()
        self.queue_button = QueueButton(
            player.queue, lambda track_id: self.song_text(track_id), self
        )
        self.queue_button.popup.playRequested.connect(self.queuedSongRequested)
        self.volume = VolumeControl(player)
        self._create_layout()
        player.playingChanged.connect(self._show_playing)
        player.positionChanged.connect(self._show_position)
        player.durationChanged.connect(self._show_duration)
        player.queue.changed.connect(self._update_steps)
        self._show_playing(False)
        self._update_steps()

    def show_song(self, title: str, artist: str = "") -> None:
        """Show the playing song; an empty title when none is playing."""
        self.title.setText(title or self.tr("Double-click a song to play it"))
        self.artist.setText(artist)
        self.artist.setVisible(bool(artist))
        self.slider.setEnabled(bool(title))
        if not title:
            self._duration = 0.0
            self._show_position(0.0)
            self.length.setText(formatting.format_time(0.0))

    def set_timeline(self, timeline: MoodTimeline | None) -> None:
        """Show the playing song's moods over time; None while they are unknown."""
        self._timeline = timeline
        if timeline is not None:
            self.colors.set_moods(timeline.moods)
        self._update_room()
        self._show_timeline()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons in the new colors."""
        if event.type() == QEvent.Type.PaletteChange:
            self._show_playing(self._player.is_playing)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._update_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the height of the window."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._update_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show what there is room for in a window of another height."""
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._update_room()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Return the size without what hides in a small window."""
        return QSize(_MIN_WIDTH, super().minimumSizeHint().height())

    # -- parts --------------------------------------------------------------------------------

    def _create_buttons(self) -> None:
        self.button = QToolButton()
        self.button.setObjectName("playButton")  # for the style sheet
        self.button.setFixedSize(_PLAY_SIZE, _PLAY_SIZE)
        self.button.setIconSize(QSize(20, 20))
        self.button.setAccessibleName(self.tr("Play or pause"))
        self.button.clicked.connect(self._play_or_pause)
        self.previous_button = self._step_button(self.tr("Previous song"))
        self.previous_button.clicked.connect(self.previousRequested)
        self.next_button = self._step_button(self.tr("Next song"))
        self.next_button.clicked.connect(self.nextRequested)
        for button in (self.button, self.previous_button, self.next_button):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _step_button(self, text: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setIconSize(QSize(20, 20))
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _create_song(self) -> None:
        self.cover = CoverView(_COVER_SIZE)
        self.title = ElidedLabel(self.tr("Double-click a song to play it"))
        self.artist = ElidedLabel()
        self.artist.setFont(theme.scaled_font(self.font(), theme.SMALL_SCALE))
        self.artist.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.artist.hide()

    def _create_seek_bar(self) -> None:
        player = self._player
        self.slider = MoodSlider()
        self.slider.setAccessibleName(self.tr("Playback position"))
        self.slider.setEnabled(False)
        self.slider.sliderMoved.connect(lambda tenths: player.seek(tenths / 10))
        self.slider.actionTriggered.connect(lambda _action: self._seek_by_key())
        self.colors = SeekBarColorButton()
        self.colors.chosen.connect(self._show_timeline)
        self.colors.hide()
        self.elapsed, self.length = QLabel(), QLabel()
        width = self.fontMetrics().horizontalAdvance("00:00") + theme.SPACE
        for label, side in (
            (self.elapsed, Qt.AlignmentFlag.AlignRight),
            (self.length, Qt.AlignmentFlag.AlignLeft),
        ):
            label.setText(formatting.format_time(0.0))
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            label.setMinimumWidth(width)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.elapsed.setAccessibleName(self.tr("Elapsed"))
        self.length.setAccessibleName(self.tr("Length"))

    def _create_layout(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.title)
        names.addWidget(self.artist)
        names.addStretch(1)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(theme.SPACE)
        for button in (self.previous_button, self.button, self.next_button):
            row.addWidget(button)
        row.addWidget(self.cover)
        row.addLayout(names, stretch=2)
        row.addWidget(self.elapsed)
        row.addWidget(self.slider, stretch=5)
        row.addWidget(self.length)
        row.addWidget(self.colors)
        row.addWidget(self.queue_button)
        row.addWidget(self.volume)

    def _update_room(self) -> None:
        """Hide the cover, the volume's slider and the choice of colors in a small window."""
        scale = max(self.fontMetrics().height() / _FONT_HEIGHT, 1.0)
        width = self.width() / scale
        is_flat = self.window().height() / scale < _TALL_FROM
        margin = 2 if is_flat else theme.SPACE
        self._row.setContentsMargins(theme.SPACE_L, margin, theme.SPACE_L, margin)
        self.slider.setMaximumHeight(_PLAY_SIZE if is_flat else self.slider.sizeHint().height())
        self.cover.setVisible(width >= _COVER_FROM and not is_flat)
        self.volume.slider.setVisible(width >= _VOLUME_FROM)
        self.colors.setVisible(self._timeline is not None and width >= _COLORS_FROM)

    # -- state --------------------------------------------------------------------------------

    def _show_timeline(self) -> None:
        segments = () if self._timeline is None else self._timeline.segments
        self.slider.show_timeline(segments, self.colors.mood)

    def _play_or_pause(self) -> None:
        if self._player.path is None:
            self.playRequested.emit()
        else:
            self._player.toggle()

    def _seek_by_key(self) -> None:
        if not self.slider.isSliderDown():
            self._player.seek(self.slider.sliderPosition() / 10)

    def _update_steps(self) -> None:
        """Enable the buttons for which there is a song."""
        queue = self._player.queue
        self.next_button.setEnabled(len(queue) > 0)
        self.previous_button.setEnabled(queue.current is not None)

    def _show_playing(self, playing: bool) -> None:
        accent = QPalette.ColorRole.HighlightedText
        palette = QGuiApplication.palette()
        self.button.setIcon(icons.icon("pause" if playing else "play", palette, accent))
        self.button.setToolTip(self.tr("Pause") if playing else self.tr("Play"))
        self.previous_button.setIcon(icons.icon("previous_song", self.palette()))
        self.next_button.setIcon(icons.icon("next_song", self.palette()))

    def _show_position(self, position_s: float) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(round(position_s * 10))
        self.elapsed.setText(formatting.format_time(position_s))

    def _show_duration(self, duration_s: float) -> None:
        self._duration = duration_s
        self.slider.setRange(0, round(duration_s * 10))
        self._show_position(self.slider.value() / 10)
        self.length.setText(formatting.format_time(duration_s))
