"""The mood preferences of the user: roles, names, precisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moodtagger.core.mood_preferences import MoodPreferences, MoodRole, NameProblem, name_problem
from moodtagger.core.vocabulary import Mood, OperatingPoint, Vocabulary
from tests.support.library import prediction


def mood(label: str, *, core: bool = True) -> Mood:
    choices = tuple(OperatingPoint(asked, asked - 0.1, 10, asked) for asked in (0.5, 0.7, 0.9))
    return Mood(label, (label,), 0.0, 0.0, 0.8, 0.4, core=core, choices=choices)


WORDS = Vocabulary([mood("happy"), mood("sad"), mood("calm"), mood("spicy", core=False)])


def test_without_a_choice_the_vocabulary_applies() -> None:
    assert list(MoodPreferences().apply_to(WORDS, 0.7)) == list(WORDS.at_precision(0.7))
    assert [MoodPreferences().role_of(m) for m in WORDS][2:] == [MoodRole.PROPOSED, MoodRole.SHOWN]


def test_roles_hide_show_and_propose() -> None:
    choice = MoodPreferences(
        {"sad": MoodRole.HIDDEN, "calm": MoodRole.SHOWN, "spicy": MoodRole.PROPOSED}
    )
    wanted = choice.apply_to(WORDS, 0.7)
    assert wanted.labels == ("happy", "calm", "spicy")
    assert list(wanted.thresholds()) == ["happy", "spicy"]
    sure = dict.fromkeys(WORDS.labels, 0.95)
    assert set(wanted.suggested(sure)[0]) == {"happy", "spicy"}


def test_a_precision_of_its_own() -> None:
    wanted = MoodPreferences(precisions={"sad": 0.9}).apply_to(WORDS, 0.5)
    assert wanted.thresholds() == {"happy": 0.4, "sad": 0.8, "calm": 0.4}


def test_hidden_moods_are_taken_out_of_a_prediction() -> None:
    predicted = prediction({"happy": 0.7, "sad": 0.6}, ("happy", "sad"))
    seen = MoodPreferences({"sad": MoodRole.HIDDEN}).visible(predicted)
    assert dict(seen.moods) == {"happy": 0.7}
    assert seen.confident == ("happy",)
    assert all(dict(segment.moods) == {"happy": 0.7} for segment in seen.segments)
    assert MoodPreferences().visible(predicted) is predicted


def test_what_was_chosen_for_a_former_mood_counts_for_the_one_in_its_place() -> None:
    chill = replace(mood("chill"), former=("laid-back", "happy"))
    words = Vocabulary([chill, *WORDS])
    chosen = MoodPreferences(
        {"laid-back": MoodRole.SHOWN, "happy": MoodRole.HIDDEN},
        {"laid-back": "Lässig"},
        {"laid-back": 0.9},
    ).carried_over(words)
    assert chosen.role_of(chill) is MoodRole.SHOWN
    assert chosen.name_of("chill") == "Lässig"
    assert chosen.precisions == {"chill": 0.9, "laid-back": 0.9}
    own = MoodPreferences(names={"laid-back": "Lässig", "chill": "Chillig"}).carried_over(words)
    assert own.name_of("chill") == "Chillig"


def test_a_mood_without_a_name_keeps_its_label() -> None:
    choice = MoodPreferences(names={"sad": "Traurig"})
    assert (choice.name_of("sad"), choice.name_of("happy")) == ("Traurig", "happy")


def test_default_choices_are_not_stored() -> None:
    sad, spicy = WORDS.by_label("sad"), WORDS.by_label("spicy")
    changed = MoodPreferences().with_mood(sad, role=MoodRole.HIDDEN, name=" Blue ", precision=0.9)
    assert (changed.roles, changed.names) == ({"sad": MoodRole.HIDDEN}, {"sad": "Blue"})
    assert changed.precisions == {"sad": 0.9}
    assert (
        changed.with_mood(sad, role=MoodRole.PROPOSED, name="sad", precision=0) == MoodPreferences()
    )
    assert changed.with_mood(sad, name="").names == {}
    assert MoodPreferences().with_mood(spicy, role=MoodRole.SHOWN) == MoodPreferences()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Blue", None),
        ("SAD", None),  # its own label in another case
        ("  ", NameProblem.EMPTY),
        ("x" * 101, NameProblem.TOO_LONG),
        ("x" * 100, None),
        ("a\nb", NameProblem.UNPRINTABLE),
        ("a;b", NameProblem.CONTAINS_SEPARATOR),
        ("a / b", NameProblem.CONTAINS_SEPARATOR),
        ("a/b", None),
        ("Happy", NameProblem.TAKEN),
        ("ruhig", NameProblem.TAKEN),
        ("calm", NameProblem.TAKEN),  # else a file's "calm" would mean two moods
    ],
)
def test_names_that_cannot_be(name: str, problem: NameProblem | None) -> None:
    choice = MoodPreferences(names={"calm": "Ruhig"})
    assert name_problem(name, WORDS.by_label("sad"), choice, WORDS) is problem


def test_labels_unknown_to_the_model_have_no_effect() -> None:
    choice = MoodPreferences({"grim": MoodRole.HIDDEN}, {"grim": "Grimmig"}, {"grim": 0.9})
    assert choice.apply_to(WORDS, 0.5).labels == WORDS.labels
    assert replace(choice, roles={}).hidden == frozenset()


def test_the_same_question_has_the_same_answer() -> None:
    choice = MoodPreferences(precisions={"sad": 0.9})
    assert choice.apply_to(WORDS, 0.5) is choice.apply_to(WORDS, 0.5)
    assert choice.apply_to(WORDS, 0.7).thresholds()["happy"] == pytest.approx(0.6)
