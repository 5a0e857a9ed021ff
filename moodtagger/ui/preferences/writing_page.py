"""Settings page: how accepted moods are written to files."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLineEdit, QWidget

from moodtagger.core.tag_plan import TargetPlayer, WriteMode, WritePolicy, is_valid_separator
from moodtagger.settings import Settings
from moodtagger.ui.preferences.base_page import ProblemLabel, SettingsPage
from moodtagger.ui.preferences.reading_box import TagReadingBox

PLAYER_NAMES = {  # brand names, not translated
    TargetPlayer.NAVIDROME: "Navidrome",
    TargetPlayer.KODI: "Kodi",
    TargetPlayer.MUSICBEE: "MusicBee",
    TargetPlayer.FOOBAR2000: "foobar2000",
    TargetPlayer.REKORDBOX: "Rekordbox",
    TargetPlayer.MIXXX: "Mixxx",
}
_DATE_CHOICES = (None, True, False)  # values of `WritePolicy.keep_mtime`
SEPARATOR_DELAY_MS = 250  # request a new preview only after typing stops


def date_text(policy: WritePolicy) -> str:
    """Return what happens to the date modified of written files."""
    if policy.keeps_mtime:
        return QCoreApplication.translate("writing", "Date modified is preserved.")
    if policy.keep_mtime is None:
        text = QCoreApplication.translate(
            "writing", "Date modified is updated so that %1 notices the change."
        )
        return text.replace("%1", PLAYER_NAMES[policy.player])
    return QCoreApplication.translate("writing", "Date modified is updated.")


class WritePolicyBox(QGroupBox):
    """Edits a `WritePolicy`; `changed` carries the new one."""

    changed = Signal(object)

    def __init__(self, policy: WritePolicy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Writing tags"))
        self._separator_timer = QTimer(self, singleShot=True, interval=SEPARATOR_DELAY_MS)
        self._separator_timer.timeout.connect(self._emit_changed)
        self.mode = self._make_mode_box(policy)
        self.mode.setAccessibleName(self.tr("Existing moods"))
        self.player = self._make_player_box(policy)
        self.separator = QLineEdit(policy.separator)
        self.separator.setMaximumWidth(80)
        self.separator.setToolTip(
            self.tr("Joins several moods where a tag holds a single text (ID3v2.3).")
        )
        self.separator.setAccessibleName(self.tr("ID3v2.3 separator"))
        self.separator.setAccessibleDescription(self.separator.toolTip())
        self._valid_separator = policy.separator  # used while the input is invalid
        self.problem = ProblemLabel()
        self.dimensions = QCheckBox(self.tr("Write &valence and arousal (0 to 1)"))
        self.dimensions.setChecked(policy.dimensions)
        self.energy = QCheckBox(self.tr("Write &energy level (1 to 10) for DJ programs"))
        self.energy.setChecked(policy.energy)
        self.energy_comment = QCheckBox(self.tr("Write energy at the start of the &comment"))
        self.energy_comment.setChecked(policy.energy_comment)
        self.key = QCheckBox(self.tr("Write the &key, in the notation in which keys are shown"))
        self._key_notation = policy.key_notation
        self.bpm = self._make_bpm_box()
        self._show_music(policy)
        self.date = self._make_date_box(policy)
        self._lay_out()
        self._connect()

    @property
    def policy(self) -> WritePolicy:
        """The current choices."""
        return WritePolicy(
            mode=WriteMode(self.mode.currentData()),
            separator=self._valid_separator,
            dimensions=self.dimensions.isChecked(),
            energy=self.energy.isChecked(),
            energy_comment=self.energy_comment.isChecked(),
            key=self.key.isChecked(),
            key_notation=self._key_notation,
            bpm_digits=self.bpm.currentData(),
            keep_mtime=_DATE_CHOICES[self.date.currentIndex()],
            player=TargetPlayer(self.player.currentData()),
        )

    def show_policy(self, policy: WritePolicy) -> None:
        """Show another policy without emitting `changed`."""
        self._separator_timer.stop()
        with contextlib.ExitStack() as blockers:
            music = (self.energy_comment, self.key, self.bpm)
            moods = (self.mode, self.player, self.date, self.dimensions, self.energy)
            for widget in (*moods, *music):
                blockers.enter_context(QSignalBlocker(widget))
            self.mode.setCurrentIndex(self.mode.findData(policy.mode.value))
            self.player.setCurrentIndex(self.player.findData(policy.player.value))
            self.dimensions.setChecked(policy.dimensions)
            self.energy.setChecked(policy.energy)
            self.energy_comment.setChecked(policy.energy_comment)
            self._show_music(policy)
            self.date.setCurrentIndex(_DATE_CHOICES.index(policy.keep_mtime))
        self.separator.setText(policy.separator)
        self._valid_separator = policy.separator
        self.problem.show_message("")
        self._update_separator_enabled()

    def _make_player_box(self, policy: WritePolicy) -> QComboBox:
        box = QComboBox()
        for player in TargetPlayer:
            text = PLAYER_NAMES.get(player) or self.tr("All players")
            box.addItem(text, player.value)
        box.setCurrentIndex(box.findData(policy.player.value))
        box.setAccessibleName(self.tr("Compatibility"))
        box.setToolTip(
            self.tr(
                "Writes moods where this player looks for them. Rekordbox reads them "
                "from the end of the comment, Mixxx also from the end of the grouping."
            )
        )
        box.setAccessibleDescription(box.toolTip())
        return box

    def _make_bpm_box(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Don't write"), None)
        box.addItem(self.tr("As an integer"), 0)
        box.addItem(self.tr("With two decimals"), 2)
        box.setAccessibleName(self.tr("Tempo (BPM)"))
        box.setToolTip(self.tr("An existing tempo is kept unless you choose to replace it."))
        box.setAccessibleDescription(box.toolTip())
        return box

    def _show_music(self, policy: WritePolicy) -> None:
        self.key.setChecked(policy.key)
        self._key_notation = policy.key_notation
        self.bpm.setCurrentIndex(max(0, self.bpm.findData(policy.bpm_digits)))

    def _update_separator_enabled(self) -> None:
        """Disable the separator for players that prescribe one."""
        self.separator.setEnabled(self.player.currentData() == TargetPlayer.GENERIC.value)

    def _make_mode_box(self, policy: WritePolicy) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Keep and add new ones"), WriteMode.MERGE.value)
        box.addItem(self.tr("Replace"), WriteMode.OVERWRITE.value)
        box.addItem(self.tr("Skip the file"), WriteMode.SKIP.value)
        box.setCurrentIndex(box.findData(policy.mode.value))
        return box

    def _make_date_box(self, policy: WritePolicy) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Update if the player relies on it"))
        box.addItem(self.tr("Preserve"))
        box.addItem(self.tr("Update"))
        box.setCurrentIndex(_DATE_CHOICES.index(policy.keep_mtime))
        box.setAccessibleName(self.tr("Date modified"))
        box.setToolTip(
            self.tr(
                "Navidrome, Kodi, MusicBee, foobar2000 and Mixxx reread a file when its "
                "date changes."
            )
        )
        box.setAccessibleDescription(box.toolTip())
        return box

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.addRow(self.tr("E&xisting moods:"), self.mode)
        form.addRow(self.tr("&Compatibility:"), self.player)
        form.addRow(self.tr("ID3v2.3 &separator:"), self.separator)
        form.addRow("", self.problem)
        form.addRow(self.tr("&Date modified:"), self.date)
        for box in (self.dimensions, self.energy, self.energy_comment, self.key):
            form.addRow(box)
        form.addRow(self.tr("&Tempo (BPM):"), self.bpm)

    def _connect(self) -> None:
        self._update_separator_enabled()
        self.mode.currentIndexChanged.connect(lambda _row: self._emit_changed())
        self.player.currentIndexChanged.connect(lambda _row: self._update_separator_enabled())
        self.player.currentIndexChanged.connect(lambda _row: self._emit_changed())
        self.separator.textEdited.connect(self._on_separator_edited)
        self.date.currentIndexChanged.connect(lambda _row: self._emit_changed())
        self.bpm.currentIndexChanged.connect(lambda _row: self._emit_changed())
        for box in (self.dimensions, self.energy, self.energy_comment, self.key):
            box.toggled.connect(lambda _checked: self._emit_changed())

    def _on_separator_edited(self, text: str) -> None:
        """Apply a valid separator; show why another one is invalid."""
        if is_valid_separator(text):
            self._valid_separator = text
            self.problem.show_message("")
            self._separator_timer.start()
        else:
            self._separator_timer.stop()
            problem = self.tr(
                "A separator needs a character such as ; or / and can't contain letters "
                "or digits. “%1” is used instead."
            )
            self.problem.show_message(problem.replace("%1", self._valid_separator.strip()))

    def _emit_changed(self) -> None:
        self._separator_timer.stop()
        self.changed.emit(self.policy)


class WritingPage(SettingsPage):
    """The default choices for the preview, where they can be changed for each write."""

    POLICY_FIELDS = (
        "write_mode",
        "player",
        "separator",
        "write_dimensions",
        "write_energy",
        "write_energy_comment",
        "write_key",
        "write_bpm",
        "keep_mtime",
    )
    FIELDS = (*POLICY_FIELDS, *TagReadingBox.FIELDS)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_heading(self.tr("Writing"))
        self.add_hint(
            self.tr(
                "Nothing is written until you approve the exact changes to every file. "
                "The preview offers these options too."
            )
        )
        self.policy_box = WritePolicyBox(WritePolicy())
        self.policy_box.setTitle("")  # the page has a heading
        self.policy_box.changed.connect(self._on_policy_changed)
        self.column.addWidget(self.policy_box)
        self.reading_box = TagReadingBox()
        self.reading_box.setTitle("")
        self.reading_box.edited.connect(self.edited)
        self.add_hint(
            self.tr(
                "MP3 files keep their tag version: in ID3v2.3, several moods share one "
                "text. Files without tags get ID3v2.4, with one value per mood, or "
                "ID3v2.3 if the chosen player needs it. Everything else in a file stays "
                "identical."
            )
        )
        self.add_heading(self.tr("Reading tags"))
        self.column.addWidget(self.reading_box)
        self.column.addStretch(1)

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Tags")

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings."""
        if settings.policy != self.policy_box.policy or self.policy_box.problem.text:
            self.policy_box.show_policy(settings.policy)
        self.reading_box.show_settings(settings)

    def _on_policy_changed(self, policy: WritePolicy) -> None:
        chosen = Settings().with_policy(policy)
        self.edited.emit({name: getattr(chosen, name) for name in self.POLICY_FIELDS})
