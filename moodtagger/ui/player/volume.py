"""The volume: a button that mutes, and a slider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from moodtagger.ui import icons, theme
from moodtagger.ui.player.player import Player

_SLIDER_WIDTH = 72
_STEPS = 100


class VolumeControl(QWidget):
    """Mutes and sets the volume of a player."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.button = QToolButton(autoRaise=True)
        self.button.setCheckable(True)
        self.button.setIconSize(QSize(18, 18))
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setAccessibleName(self.tr("Mute"))
        self.button.clicked.connect(player.set_muted)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(10)
        self.slider.setFixedWidth(_SLIDER_WIDTH)
        self.slider.setAccessibleName(self.tr("Volume"))
        self.slider.valueChanged.connect(self._set_volume)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.button)
        row.addWidget(self.slider)
        player.volumeChanged.connect(self._show)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icon in the new colors."""
        if event.type() == QEvent.Type.PaletteChange:
            self._show()
        super().changeEvent(event)

    def _set_volume(self, value: int) -> None:
        if round(self._player.volume * _STEPS) != value:
            self._player.set_volume(value / _STEPS)
            self._player.set_muted(False)

    def _show(self) -> None:
        muted = self._player.is_muted
        self.button.setChecked(muted)
        name = "muted" if muted or self._player.volume <= 0 else "volume"
        self.button.setIcon(icons.icon(name, self.palette()))
        self.button.setToolTip(self.tr("Unmute") if muted else self.tr("Mute"))
        value = round(self._player.volume * _STEPS)
        self.slider.setValue(value)
        self.slider.setToolTip(self.tr("Volume: %1 %").replace("%1", str(value)))
