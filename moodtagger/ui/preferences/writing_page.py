"""Settings: how accepted moods are written into files."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLineEdit, QWidget

from moodtagger.core.tag_plan import TargetPlayer, WriteMode, WritePolicy, is_valid_separator
from moodtagger.settings import Settings
from moodtagger.ui.preferences.base_page import ProblemLabel, SettingsPage

PLAYER_NAMES = {  # names, the same in every language
    TargetPlayer.NAVIDROME: "Navidrome",
    TargetPlayer.KODI: "Kodi",
    TargetPlayer.MUSICBEE: "MusicBee",
    TargetPlayer.FOOBAR2000: "foobar2000",
    TargetPlayer.REKORDBOX: "Rekordbox",
    TargetPlayer.MIXXX: "Mixxx",
}
SEPARATOR_DELAY_MS = 250  # typing a separator asks for a new preview only when the hand rests


class WritePolicyBox(QGroupBox):
    """Shows a WritePolicy; `changed` carries the new one."""

    changed = Signal(object)

    def __init__(self, policy: WritePolicy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("How to write"))
        self._separator_timer = QTimer(self, singleShot=True, interval=SEPARATOR_DELAY_MS)
        self._separator_timer.timeout.connect(self._emit_changed)
        self._mode = self._make_mode_box(policy)
        self._mode.setAccessibleName(self.tr("Moods a file already has"))
        self._player = self._make_player_box(policy)
        self._separator = QLineEdit(policy.separator)
        self._separator.setMaximumWidth(80)
        self._separator.setToolTip(
            self.tr("Joins several moods where the file holds one text only (ID3v2.3).")
        )
        self._separator.setAccessibleName(self.tr("Separator in ID3v2.3"))
        self._separator.setAccessibleDescription(self._separator.toolTip())
        self._valid_separator = policy.separator  # while something is typed that cannot separate
        self.problem = ProblemLabel()
        self._dimensions = QCheckBox(self.tr("Write &valence and arousal (0 to 1)"))
        self._dimensions.setChecked(policy.dimensions)
        self._energy = QCheckBox(self.tr("Write &energy level (1 to 10), as DJ programs read it"))
        self._energy.setChecked(policy.energy)
        self._mtime = QCheckBox(self.tr("Keep the files' &date of change"))
        self._mtime.setChecked(policy.keep_mtime)
        self._lay_out()
        self._connect()

    @property
    def policy(self) -> WritePolicy:
        """What is chosen now."""
        return WritePolicy(
            mode=WriteMode(self._mode.currentData()),
            separator=self._valid_separator,
            dimensions=self._dimensions.isChecked(),
            energy=self._energy.isChecked(),
            keep_mtime=self._mtime.isChecked(),
            player=TargetPlayer(self._player.currentData()),
        )

    def show_policy(self, policy: WritePolicy) -> None:
        """Show another policy, without announcing it."""
        self._separator_timer.stop()
        with contextlib.ExitStack() as quiet:
            for widget in (self._mode, self._player, self._dimensions, self._energy, self._mtime):
                quiet.enter_context(QSignalBlocker(widget))
            self._mode.setCurrentIndex(self._mode.findData(policy.mode.value))
            self._player.setCurrentIndex(self._player.findData(policy.player.value))
            self._dimensions.setChecked(policy.dimensions)
            self._energy.setChecked(policy.energy)
            self._mtime.setChecked(policy.keep_mtime)
        self._separator.setText(policy.separator)
        self._valid_separator = policy.separator
        self.problem.show_message("")
        self._update_separator_enabled()

    def _make_player_box(self, policy: WritePolicy) -> QComboBox:
        box = QComboBox()
        for player in TargetPlayer:
            text = PLAYER_NAMES.get(player) or self.tr("All players")
            box.addItem(text, player.value)
        box.setCurrentIndex(box.findData(policy.player.value))
        box.setAccessibleName(self.tr("Written for"))
        box.setToolTip(
            self.tr(
                "Puts the moods where this player looks for them, in the form that it reads. For "
                "Rekordbox they stand behind the comment, for Mixxx behind the grouping too."
            )
        )
        box.setAccessibleDescription(box.toolTip())
        return box

    def _update_separator_enabled(self) -> None:
        """A player has a separator of its own."""
        self._separator.setEnabled(self._player.currentData() == TargetPlayer.GENERIC.value)

    def _make_mode_box(self, policy: WritePolicy) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Keep them and add the new ones"), WriteMode.MERGE.value)
        box.addItem(self.tr("Replace them"), WriteMode.OVERWRITE.value)
        box.addItem(self.tr("Leave such files alone"), WriteMode.SKIP.value)
        box.setCurrentIndex(box.findData(policy.mode.value))
        return box

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.addRow(self.tr("Moods a file already &has:"), self._mode)
        form.addRow(self.tr("Written &for:"), self._player)
        form.addRow(self.tr("&Separator in ID3v2.3:"), self._separator)
        form.addRow("", self.problem)
        for box in (self._dimensions, self._energy, self._mtime):
            form.addRow(box)

    def _connect(self) -> None:
        self._update_separator_enabled()
        self._mode.currentIndexChanged.connect(lambda _row: self._emit_changed())
        self._player.currentIndexChanged.connect(lambda _row: self._update_separator_enabled())
        self._player.currentIndexChanged.connect(lambda _row: self._emit_changed())
        self._separator.textEdited.connect(self._on_separator_edited)
        for box in (self._dimensions, self._energy, self._mtime):
            box.toggled.connect(lambda _on: self._emit_changed())

    def _on_separator_edited(self, text: str) -> None:
        """Take a separator that can divide moods; of another one say why not."""
        if is_valid_separator(text):
            self._valid_separator = text
            self.problem.show_message("")
            self._separator_timer.start()
        else:
            self._separator_timer.stop()
            problem = self.tr(
                "This cannot stand between two moods: it needs a mark such as ; or / and no "
                "letters or digits. “%1” is used until then."
            )
            self.problem.show_message(problem.replace("%1", self._valid_separator.strip()))

    def _emit_changed(self) -> None:
        self._separator_timer.stop()
        self.changed.emit(self.policy)


class WritingPage(SettingsPage):
    """The same choices as in the preview before each write, where they can be changed once more."""

    FIELDS = (
        "write_mode",
        "player",
        "separator",
        "write_dimensions",
        "write_energy",
        "keep_mtime",
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_heading(self.tr("Writing moods into files"))
        self.add_hint(
            self.tr(
                "Nothing is written before you have seen the exact change of every file and agreed "
                "to it. These choices stand there too."
            )
        )
        self.policy_box = WritePolicyBox(WritePolicy())
        self.policy_box.changed.connect(self._on_policy_changed)
        self.column.addWidget(self.policy_box)
        self.add_hint(
            self.tr(
                "MP3 files keep the version of their tags: ID3v2.3 stays ID3v2.3, where several "
                "moods share one text. Files without tags get ID3v2.4, where each mood has a "
                "value of its own, or ID3v2.3 where the player they are written for wants that. "
                "All that else stands in a file stays byte for byte."
            )
        )
        self.column.addStretch(1)

    def title(self) -> str:
        """The page's name."""
        return self.tr("Writing")

    def show_settings(self, settings: Settings) -> None:
        """Show these choices."""
        if settings.policy != self.policy_box.policy or self.policy_box.problem.text:
            self.policy_box.show_policy(settings.policy)

    def _on_policy_changed(self, policy: WritePolicy) -> None:
        chosen = Settings().with_policy(policy)
        self.edited.emit({name: getattr(chosen, name) for name in self.FIELDS})
