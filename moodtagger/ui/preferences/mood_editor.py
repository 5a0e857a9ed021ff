"""Editor of the selected moods: name, role and precision."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QGroupBox, QLabel, QLineEdit, QWidget

from moodtagger.core.mood_preferences import MoodPreferences, MoodRole, NameProblem, name_problem
from moodtagger.core.vocabulary import MAX_LABEL_LENGTH, PRECISIONS, Mood
from moodtagger.ui.formatting import format_count
from moodtagger.ui.inspector.texts import plain_label
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.preferences.base_page import ProblemLabel
from moodtagger.ui.preferences.moods_model import accuracy_text, translated_label

NAME_DELAY_MS = 400  # after typing stops, since a new name updates all songs


class MoodEditor(QGroupBox):
    """`edited` carries the new `MoodPreferences`; several moods can be edited, except names."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moods: Sequence[Mood] = ()
        self._all_moods: Sequence[Mood] = ()
        self._preferences = MoodPreferences()
        self._default_precision = PRECISIONS[0]
        self._name_timer = QTimer(self, singleShot=True, interval=NAME_DELAY_MS)
        self._name_timer.timeout.connect(self.apply_name)
        self.name = QLineEdit()
        self.name.setMaxLength(MAX_LABEL_LENGTH)
        self.name.textEdited.connect(self._on_name_edited)
        self.name.editingFinished.connect(self.apply_name)
        self.problem = ProblemLabel()
        self.role = QComboBox()
        self.role.activated.connect(self._apply_role)
        self.precision = QComboBox()
        self.precision.activated.connect(self._apply_precision)
        self.explanation = plain_label()
        form = QFormLayout(self)
        for text, widget in (
            (self.tr("Display &name:"), self.name),
            (self.tr("&Use:"), self.role),
            (self.tr("Minimum &accuracy:"), self.precision),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", "").rstrip(":"))
            form.addRow(label, widget)
            if widget is self.name:
                form.addRow("", self.problem)
        form.addRow(self.explanation)
        self._fill_boxes()

    def show_moods(
        self,
        moods: Sequence[Mood],
        preferences: MoodPreferences,
        all_moods: Sequence[Mood],
        default_precision: float,
    ) -> None:
        """Show the preferences of `moods`; names must be unique among `all_moods`."""
        if self._name_timer.isActive() and list(moods) != list(self._moods):
            self.apply_name()  # typed for the mood that was selected before
            preferences = self._preferences
        unchanged = list(moods) == list(self._moods)
        self._moods, self._all_moods = list(moods), list(all_moods)
        self._preferences, self._default_precision = preferences, default_precision
        labels = ", ".join(translated_label(mood.label) for mood in moods[:4])
        self.setTitle(labels + (" \N{HORIZONTAL ELLIPSIS}" if len(moods) > 4 else ""))
        self.setEnabled(bool(moods))
        if not unchanged or not (self.problem.text or self._name_timer.isActive()):
            self._show_name()
        self._fill_boxes()
        self._show_explanation()

    def apply_name(self) -> None:
        """Apply the typed name, or show why it is invalid."""
        self._name_timer.stop()
        if len(self._moods) != 1:
            return
        (mood,) = self._moods
        text = self.name.text().strip()
        problem = name_problem(text, mood, self._preferences, self._all_moods) if text else None
        self.problem.show_message("" if problem is None else name_problem_text(problem))
        if problem is None:
            self._apply(self._preferences.with_mood(mood, name=text))

    def _on_name_edited(self, _text: str) -> None:
        self.problem.show_message("")
        self._name_timer.start()

    def _show_name(self) -> None:
        self.problem.show_message("")
        single = len(self._moods) == 1
        self.name.setEnabled(single)
        own_name = self._preferences.names.get(self._moods[0].label, "") if single else ""
        if self.name.text().strip() != own_name:  # else the cursor would jump while the user types
            self.name.setText(own_name)
        hint = translated_label(self._moods[0].label) if single else self.tr("Select one mood")
        self.name.setPlaceholderText(hint)

    def _fill_boxes(self) -> None:
        roles = {self._preferences.role_of(mood) for mood in self._moods}
        self.role.clear()
        for role, text in self._role_texts().items():
            self.role.addItem(text, role)
        self.role.setCurrentIndex(list(MoodRole).index(roles.pop()) if len(roles) == 1 else -1)
        own_precisions = {self._preferences.precisions.get(mood.label, 0.0) for mood in self._moods}
        self.precision.clear()
        self.precision.addItem(
            self.tr("Same as the others (%1)").replace("%1", percent(self._default_precision)),
            0.0,
        )
        for precision in PRECISIONS:
            self.precision.addItem(accuracy_text(precision), precision)
        index = self.precision.findData(own_precisions.pop()) if len(own_precisions) == 1 else -1
        self.precision.setCurrentIndex(index)
        proposed = any(self._preferences.role_of(mood) is MoodRole.PROPOSED for mood in self._moods)
        self.precision.setEnabled(proposed)

    def _role_texts(self) -> dict[MoodRole, str]:
        return {
            MoodRole.PROPOSED: self.tr("Suggest"),
            MoodRole.SHOWN: self.tr("Show, but never suggest"),
            MoodRole.HIDDEN: self.tr("Hide"),
        }

    def _show_explanation(self) -> None:
        if len(self._moods) != 1:
            self.explanation.setText("")
            return
        (mood,) = self._moods
        role = self._preferences.role_of(mood)
        effective_mood = mood.at_precision(
            self._preferences.precisions.get(mood.label, self._default_precision)
        )
        if role is not MoodRole.PROPOSED:
            text = ""
        elif effective_mood.threshold > 1:
            text = self.tr(
                "This mood never reaches this accuracy, so it is not suggested. Choose a "
                "lower value, or accept it yourself."
            )
        elif effective_mood.support and effective_mood.precision is not None:
            text = self.tr(
                "Suggested from %1, where it was accurate for %2 of %Ln test song(s).",
                "",
                effective_mood.support,
            )
            right = format_count(round(effective_mood.precision * effective_mood.support))
            text = text.replace("%2", right)
            text = text.replace("%1", percent(effective_mood.threshold))
        else:
            text = self.tr("Suggested from %1.").replace("%1", percent(effective_mood.threshold))
        if role is MoodRole.PROPOSED and effective_mood.likely < effective_mood.threshold:
            likely = self.tr("Likely from %1.").replace("%1", percent(effective_mood.likely))
            text = likely if effective_mood.threshold > 1 else f"{text} {likely}"
        self.explanation.setText(text)

    def _apply_role(self, index: int) -> None:
        preferences = self._preferences
        for mood in self._moods:
            preferences = preferences.with_mood(mood, role=MoodRole(self.role.itemData(index)))
        hidden = preferences.hidden
        if self._all_moods and all(mood.label in hidden for mood in self._all_moods):
            self.problem.show_message(
                self.tr("At least one mood must stay visible. Hide fewer moods.")
            )
            self._fill_boxes()
            return
        self.problem.show_message("")
        self._apply(preferences)

    def _apply_precision(self, index: int) -> None:
        preferences = self._preferences
        for mood in self._moods:
            preferences = preferences.with_mood(mood, precision=self.precision.itemData(index))
        self._apply(preferences)

    def _apply(self, preferences: MoodPreferences) -> None:
        if preferences != self._preferences:
            self._preferences = preferences
            self.edited.emit(preferences)


def name_problem_text(problem: NameProblem) -> str:
    """Explain why a name is invalid and how to fix it."""
    tr = QCoreApplication.translate
    return {
        NameProblem.EMPTY: tr("MoodEditor", "Type a name."),
        NameProblem.TOO_LONG: tr("MoodEditor", "This name is too long. Shorten it."),
        NameProblem.UNPRINTABLE: tr(
            "MoodEditor", "Names can't contain line breaks or control characters. Remove them."
        ),
        NameProblem.CONTAINS_SEPARATOR: tr(
            "MoodEditor",
            "Names can't contain a separator of moods (; or a slash with spaces around "
            "it). Choose another name.",
        ),
        NameProblem.TAKEN: tr("MoodEditor", "Another mood has this name. Choose another one."),
    }[problem]
