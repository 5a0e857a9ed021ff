"""Settings: how accepted moods are written into files."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from moodtagger.core.tag_plan import WritePolicy
from moodtagger.settings import Settings
from moodtagger.ui.preferences.base_page import SettingsPage
from moodtagger.ui.preferences.write_policy_box import WritePolicyBox


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
