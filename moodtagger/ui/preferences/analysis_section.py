"""Settings: how much of the machine listening takes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.battery_policy import BatteryPolicy
from moodtagger.services.workers.priority import cores
from moodtagger.settings import Settings
from moodtagger.ui import formatting as words
from moodtagger.ui import theme
from moodtagger.ui.preferences.base_page import row_layout, wrapped_label


class AnalysisSection(QWidget):
    """Songs at the same time, full speed, and the battery; `edited` carries fields of Settings."""

    FIELDS = ("workers", "full_speed", "on_battery")
    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self._make_workers()
        self._make_full_speed()
        self._make_battery()

    def show_settings(self, settings: Settings) -> None:
        """Show these choices, without telling of it."""
        if self.workers.value() != settings.workers:
            self.workers.blockSignals(True)
            self.workers.setValue(settings.workers)
            self.workers.blockSignals(False)
        self.workers.setEnabled(not settings.full_speed)
        self.full_speed.setChecked(settings.full_speed)
        self.battery.setCurrentIndex(self.battery.findData(settings.on_battery))

    def _make_workers(self) -> None:
        count = cores()
        self.workers = QSpinBox()
        self.workers.setRange(0, max(2, count))
        default_text = self.tr("Half of the cores (%1)").replace(
            "%1", words.format_count(max(1, count // 2))
        )
        self.workers.setSpecialValueText(default_text)
        self.workers.valueChanged.connect(lambda value: self.edited.emit({"workers": value}))
        label = QLabel(self.tr("Songs heard at the same &time:"))
        label.setBuddy(self.workers)
        self.workers.setAccessibleName(self.tr("Songs heard at the same time"))
        self._column.addLayout(row_layout((label, self.workers)))
        text = self.tr(
            "This computer has %1 cores. With more at a time a scan is done sooner, with fewer "
            "other programs stay quick; all of them go before it."
        ).replace("%1", words.format_count(count))
        self.workers.setAccessibleDescription(text)
        self._column.addWidget(wrapped_label(text))

    def _make_full_speed(self) -> None:
        self.full_speed = QCheckBox(self.tr("&Full speed"))
        self.full_speed.clicked.connect(lambda on: self.edited.emit({"full_speed": on}))
        text = self.tr(
            "All cores listen, and other programs do not go before them. A scan that is under way "
            "follows with its next songs."
        )
        self.full_speed.setAccessibleDescription(text)
        self._column.addWidget(self.full_speed)
        self._column.addWidget(wrapped_label(text))

    def _make_battery(self) -> None:
        self.battery = QComboBox()
        texts = {
            BatteryPolicy.PAUSE_WHEN_UNPLUGGED: self.tr("Pause a scan when it is unplugged"),
            BatteryPolicy.ALWAYS_PAUSE: self.tr("Always wait until it is plugged in"),
            BatteryPolicy.CONTINUE: self.tr("Go on as ever"),
        }
        for policy, text in texts.items():
            self.battery.addItem(text, policy.value)
        self.battery.activated.connect(
            lambda index: self.edited.emit({"on_battery": self.battery.itemData(index)})
        )
        label = QLabel(self.tr("While this computer runs on its &battery:"))
        label.setBuddy(self.battery)
        self.battery.setAccessibleName(self.tr("While this computer runs on its battery"))
        self.battery.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon  # of long words
        )
        self.battery.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column.addLayout(row_layout((label, self.battery), stretch=False))
