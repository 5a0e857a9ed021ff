"""What is chosen for the selected moods: name, what for, how often right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QGroupBox, QLabel, QLineEdit, QWidget

from moodtagger.core.mood_preferences import MoodChoice, NameProblem, Role, name_problem
from moodtagger.core.vocabulary import LONGEST_LABEL, PRECISIONS, Mood
from moodtagger.ui.formatting import number
from moodtagger.ui.inspector.message_page import plain_label
from moodtagger.ui.library.cell_text import percent
from moodtagger.ui.preferences.base_page import Problem
from moodtagger.ui.preferences.moods_model import often, translated

SETTLE_MS = 400  # a name is taken when the hand rests, since all songs follow it


class MoodEditor(QGroupBox):
    """`chosen` carries the new MoodChoice. Several moods can be changed at once, but for names."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moods: Sequence[Mood] = ()
        self._all: Sequence[Mood] = ()
        self._choice = MoodChoice()
        self._asked = PRECISIONS[0]
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.take_name)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_LABEL)
        self.name.textEdited.connect(self._typed)
        self.name.editingFinished.connect(self.take_name)
        self.problem = Problem()
        self.role = QComboBox()
        self.role.activated.connect(self._take_role)
        self.precision = QComboBox()
        self.precision.activated.connect(self._take_precision)
        self.told = plain_label()
        form = QFormLayout(self)
        for text, widget in (
            (self.tr("Your &name for it:"), self.name),
            (self.tr("&What for:"), self.role),
            (self.tr("Right at &least:"), self.precision),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", "").rstrip(":"))
            form.addRow(label, widget)
            if widget is self.name:
                form.addRow("", self.problem)
        form.addRow(self.told)
        self._fill()

    def show_moods(
        self, moods: Sequence[Mood], choice: MoodChoice, everything: Sequence[Mood], asked: float
    ) -> None:
        """Show what is chosen for `moods` of `everything`; `asked` is the usual precision."""
        if self._settle.isActive() and list(moods) != list(self._moods):
            self.take_name()  # typed for the mood that was selected before
            choice = self._choice
        same = list(moods) == list(self._moods)
        self._moods, self._all = list(moods), list(everything)
        self._choice, self._asked = choice, asked
        labels = ", ".join(translated(mood.label) for mood in moods[:4])
        self.setTitle(labels + (" \N{HORIZONTAL ELLIPSIS}" if len(moods) > 4 else ""))
        self.setEnabled(bool(moods))
        if not same or not (self.problem.text or self._settle.isActive()):
            self._show_name()
        self._fill()
        self._tell_more()

    def take_name(self) -> None:
        """Take what was typed as the name, or say why it cannot be."""
        self._settle.stop()
        if len(self._moods) != 1:
            return
        (mood,) = self._moods
        text = self.name.text().strip()
        problem = name_problem(text, mood, self._choice, self._all) if text else None
        self.problem.say("" if problem is None else name_problem_text(problem))
        if problem is None:
            self._take(self._choice.with_mood(mood, name=text))

    def _typed(self, _text: str) -> None:
        self.problem.say("")
        self._settle.start()

    def _show_name(self) -> None:
        self.problem.say("")
        single = len(self._moods) == 1
        self.name.setEnabled(single)
        own = self._choice.names.get(self._moods[0].label, "") if single else ""
        if self.name.text().strip() != own:  # else the cursor would jump while somebody types
            self.name.setText(own)
        hint = translated(self._moods[0].label) if single else self.tr("Select a single mood")
        self.name.setPlaceholderText(hint)

    def _fill(self) -> None:
        roles = {self._choice.role(mood) for mood in self._moods}
        self.role.clear()
        for role, text in self._role_texts().items():
            self.role.addItem(text, role)
        self.role.setCurrentIndex(list(Role).index(roles.pop()) if len(roles) == 1 else -1)
        own = {self._choice.precisions.get(mood.label, 0.0) for mood in self._moods}
        self.precision.clear()
        self.precision.addItem(self.tr("As the others (%1)").replace("%1", often(self._asked)), 0.0)
        for asked in PRECISIONS:
            self.precision.addItem(often(asked), asked)
        place = self.precision.findData(own.pop()) if len(own) == 1 else -1
        self.precision.setCurrentIndex(place)
        proposed = any(self._choice.role(mood) is Role.PROPOSED for mood in self._moods)
        self.precision.setEnabled(proposed)

    def _role_texts(self) -> dict[Role, str]:
        return {
            Role.PROPOSED: self.tr("Proposed where the network is sure"),
            Role.SHOWN: self.tr("Only shown with its probability"),
            Role.HIDDEN: self.tr("Hidden everywhere"),
        }

    def _tell_more(self) -> None:
        if len(self._moods) != 1:
            self.told.setText("")
            return
        (mood,) = self._moods
        role = self._choice.role(mood)
        seen = mood.at_precision(self._choice.precisions.get(mood.label, self._asked))
        if role is not Role.PROPOSED:
            text = ""
        elif seen.threshold > 1:
            text = self.tr(
                "The network is never so often right with this mood: nothing is proposed. Choose "
                "less, or accept it where you hear it."
            )
        elif seen.support and seen.precision is not None:
            text = self.tr("Proposed from %1 on; there it was right with %2 of %3 songs.")
            right = number(round(seen.precision * seen.support))
            text = text.replace("%2", right).replace("%3", number(seen.support))
            text = text.replace("%1", percent(seen.threshold))
        else:
            text = self.tr("Proposed from %1 on.").replace("%1", percent(seen.threshold))
        self.told.setText(text)

    def _take_role(self, place: int) -> None:
        choice = self._choice
        for mood in self._moods:
            choice = choice.with_mood(mood, role=Role(self.role.itemData(place)))
        hidden = choice.hidden
        if self._all and all(mood.label in hidden for mood in self._all):
            self.problem.say(self.tr("One mood at least has to be seen; choose fewer to hide."))
            self._fill()
            return
        self.problem.say("")
        self._take(choice)

    def _take_precision(self, place: int) -> None:
        choice = self._choice
        for mood in self._moods:
            choice = choice.with_mood(mood, precision=self.precision.itemData(place))
        self._take(choice)

    def _take(self, choice: MoodChoice) -> None:
        if choice != self._choice:
            self._choice = choice
            self.chosen.emit(choice)


def name_problem_text(problem: NameProblem) -> str:
    """Why a name cannot be, with what to do."""
    tr = QCoreApplication.translate
    return {
        NameProblem.EMPTY: tr("MoodEditor", "Type a name."),
        NameProblem.LONG: tr("MoodEditor", "This name is too long; shorten it."),
        NameProblem.UNPRINTABLE: tr(
            "MoodEditor", "This holds a line break or another mark that cannot be seen; remove it."
        ),
        NameProblem.DIVIDES: tr(
            "MoodEditor",
            "This holds a mark that stands between two moods in a file (; or a slash between "
            "spaces); use another.",
        ),
        NameProblem.TAKEN: tr("MoodEditor", "Another mood goes by this name; choose another."),
    }[problem]
