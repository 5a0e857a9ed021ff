"""Full speed: one switch in the menu, the status bar and the Jobs panel."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox

from moodtagger.ui.job_panel import JobPanel
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.settings import SettingsController
from moodtagger.ui.main_window.status_bar import JobStatus


class FullSpeedController(QObject):
    """Takes all cores and the usual priority, or gives them back; the settings show it too."""

    def __init__(
        self,
        context: AppContext,
        settings: SettingsController,
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
        self.action.triggered.connect(lambda on: settings.change({"full_speed": on}))
        settings.applied.connect(lambda _names: self._update())
        self.checkboxes = [self._create_checkbox(), self._create_checkbox()]
        status.add_switch(self.checkboxes[0])
        panel.add_switch(self.checkboxes[1])
        self.action.changed.connect(self._sync_checkboxes)
        self._update()

    def _create_checkbox(self) -> QCheckBox:
        box = QCheckBox(self.action.iconText())  # the text without the menu's key
        box.setToolTip(self.action.toolTip())
        box.setAccessibleDescription(self.action.statusTip())
        box.clicked.connect(self.action.trigger)
        return box

    def _update(self) -> None:
        self.action.setChecked(self._context.settings.full_speed)
        self._sync_checkboxes()

    def _sync_checkboxes(self) -> None:
        for box in self.checkboxes:
            box.setChecked(self.action.isChecked())
            box.setEnabled(self.action.isEnabled())
