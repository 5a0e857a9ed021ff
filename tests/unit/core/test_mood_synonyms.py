"""Mood words of tags, resolved to a vocabulary."""

from __future__ import annotations

import pytest

from moodtagger import paths
from moodtagger.core.mood_synonyms import MoodSynonyms, normalize_word
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.files.model_files import load_vocabulary


@pytest.fixture(scope="module")
def bundled() -> MoodSynonyms:
    return MoodSynonyms(load_vocabulary(paths.default_model_dir() / "moods.json"))


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Happy", "happy"),
        ("LAID BACK", "chill"),
        ("laid_back", "chill"),
        ("Melancholy", "melancholic"),
        ("wehmütig", "melancholic"),
        ("Uplifting", "uplifting"),
        ("gechillt", "chill"),
        ("Partylaune", "party"),
        ("Aggressiv", "aggressive"),
        ("Euphoric", "happy"),
        ("Melancholic", "melancholic"),
        ("traurig", "sad"),
        ("Wütend", "angry"),
        ("chill", "chill"),
        ("Gute Laune", "happy"),
        ("Spooky", "dark"),
    ],
)
def test_common_words_are_resolved(bundled: MoodSynonyms, word: str, label: str) -> None:
    meaning = bundled.meaning(word)
    assert meaning is not None
    assert meaning.labels[0] == label


ENGLISH_AND_GERMAN = {
    "happy": ("joyful", "fröhlich"),
    "sad": ("unhappy", "traurig"),
    "angry": ("furious", "wütend"),
    "calm": ("calming", "ruhig"),
    "energetic": ("energizing", "energiegeladen"),
    "tense": ("suspenseful", "angespannt"),
    "tender": ("tenderness", "zärtlich"),
    "nostalgic": ("nostalgia", "nostalgisch"),
    "dark": ("darkness", "düster"),
    "dreamy": ("dreamlike", "verträumt"),
    "romantic": ("love", "romantisch"),
    "rebellious": ("defiant", "rebellisch"),
    "aggressive": ("violent", "aggressiv"),
    "melancholic": ("melancholy", "wehmütig"),
    "uplifting": ("inspiring", "erhebend"),
    "party": ("danceable", "feierlaune"),
    "chill": ("chilled", "entspannt"),
    "atmospheric": ("ambient", "atmosphärisch"),
    "intense": ("intensity", "intensiv"),
}


def test_every_suggested_mood_has_synonyms_in_both_languages(bundled: MoodSynonyms) -> None:
    vocabulary = load_vocabulary(paths.default_model_dir() / "moods.json")
    assert {mood.label for mood in vocabulary if mood.core} == ENGLISH_AND_GERMAN.keys()
    for label, words in ENGLISH_AND_GERMAN.items():
        for word in words:
            meaning = bundled.meaning(word)
            assert meaning is not None
            assert label in meaning.labels, word


def test_each_synonym_leads_to_a_mood_of_the_bundled_model(
    bundled: MoodSynonyms,
) -> None:
    from moodtagger.core.mood_synonyms import _SYNONYMS

    lost = [
        w for others in _SYNONYMS.values() for w in others.split() if bundled.meaning(w) is None
    ]
    assert lost == []


def test_what_is_no_mood_is_not_understood(bundled: MoodSynonyms) -> None:
    assert bundled.meaning("Rock") is None
    assert bundled.meaning("") is None
    assert bundled.meaning("sadly missed") is None


def test_a_label_resolves_to_its_own_position() -> None:
    calm = Mood("calm", ("Peaceful",), 0.4, -0.7, None, 0.5)
    words = MoodSynonyms(Vocabulary([calm, Mood("peaceful", (), 0.55, -0.77, None, 0.5)]))
    peaceful = words.meaning("peaceful")
    assert peaceful is not None
    # The word is merged into calm as well, but it has a place of its own.
    assert set(peaceful.labels) == {"calm", "peaceful"}
    assert (peaceful.valence, peaceful.arousal) == pytest.approx((0.55, -0.77), abs=0.02)


def test_own_names_count() -> None:
    words = MoodSynonyms(Vocabulary([Mood("calm", (), 0.4, -0.7, None, 0.5)]), {"calm": "Sonntag"})
    meaning = words.meaning("sonntag")
    assert meaning is not None
    assert meaning.labels == ("calm",)


def test_quadrant_words_have_positions_without_labels() -> None:
    words = MoodSynonyms(Vocabulary([Mood("epic", (), 0.4, 0.3, None, 0.5)]))
    meaning = words.meaning("Traurig")
    assert meaning is not None
    assert meaning.labels == ()
    assert meaning.valence < 0
    assert meaning.arousal < 0
    assert words.meaning("tense") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("happy", ("happy",)),
        ("happy; Energetic", ("happy", "Energetic")),
        ("happy/sad", ("happy", "sad")),
        ("happy + calm", ("happy", "calm")),
        ("Tense/Anxious", ("Tense/Anxious",)),  # one word of the vocabulary
        (" ; ", ()),
    ],
)
def test_texts_with_several_words_are_split(
    bundled: MoodSynonyms, text: str, parts: tuple[str, ...]
) -> None:
    assert bundled.split_tag(text) == parts


def test_case_hyphens_and_spaces_make_no_difference() -> None:
    assert (
        normalize_word("  Laid-Back ")
        == normalize_word("laid  back")
        == normalize_word("LAID_BACK")
        == "laid back"
    )


def test_a_word_of_several_moods_lies_between_them_with_core_ones_first() -> None:
    moods = [
        Mood("extra", ("Shared",), 0.2, 0.6, None, 0.5, core=False),
        Mood("calm", ("Shared",), 0.4, -0.8, None, 0.5),
        Mood("soft", ("Shared",), 0.6, -0.1, None, 0.5),
    ]
    meaning = MoodSynonyms(Vocabulary(moods)).meaning("shared")
    assert meaning is not None
    assert meaning.labels == ("calm", "soft", "extra")
    assert (meaning.valence, meaning.arousal) == (pytest.approx(0.4), pytest.approx(-0.1))


@pytest.mark.parametrize(
    ("word", "point"),
    [
        ("happy", (0.6, 0.6)),
        ("angry", (-0.6, 0.6)),
        ("sad", (-0.6, -0.6)),
        ("relaxed", (0.6, -0.6)),
    ],
)
def test_words_of_quadrants_lie_in_their_middle(word: str, point: tuple[float, float]) -> None:
    meaning = MoodSynonyms(Vocabulary([])).meaning(word)
    assert meaning is not None
    assert (meaning.labels, (meaning.valence, meaning.arousal)) == ((), point)
