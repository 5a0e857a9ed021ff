"""Full speed: one switch in the menu, the status bar and the Jobs panel."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox

from moodtagger.ui.job_panel import JobPanel
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.settings import SettingsControl
from moodtagger.ui.main_window.status_bar import JobStatus


class PaceControl(QObject):
    """Takes all cores and the usual priority, or gives them back; the settings show it too."""

    def __init__(
        self,
        context: Context,
        settings: SettingsControl,
        status: JobStatus,
        panel: JobPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.action = context.actions.add(
            "library",
            self.tr("Full &speed"),
            "Ctrl+Shift+F5",
            tip=self.tr("Listen with all cores, and let other programs wait"),
            checkable=True,
        )
        self.action.triggered.connect(lambda on: settings.choose({"full_speed": on}))
        settings.applied.connect(lambda _names: self._show())
        self.switches = [self._switch(), self._switch()]
        status.add_switch(self.switches[0])
        panel.add_switch(self.switches[1])
        self.action.changed.connect(self._follow)
        self._show()

    def _switch(self) -> QCheckBox:
        box = QCheckBox(self.action.iconText())  # the text without the menu's key
        box.setToolTip(self.action.toolTip())
        box.setAccessibleDescription(self.action.statusTip())
        box.clicked.connect(self.action.trigger)
        return box

    def _show(self) -> None:
        self.action.setChecked(self._context.settings.full_speed)
        self._follow()

    def _follow(self) -> None:
        for box in self.switches:
            box.setChecked(self.action.isChecked())
            box.setEnabled(self.action.isEnabled())
