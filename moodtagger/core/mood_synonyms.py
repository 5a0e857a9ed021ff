"""Mood words of file tags, resolved to the moods of a vocabulary.

The vocabulary's own lists come first (a mood's label and the annotators' words merged into it),
then common synonyms in English and German.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.text_order import fold
from moodtagger.core.vocabulary import Mood, Vocabulary

_SEPARATORS = re.compile(r"\s*[;,/|\0]\s*|\s+\+\s+")
_WORD_GAPS = re.compile(r"[\s_\-]+")

# Words for a whole quadrant, for vocabularies that lack them.
_QUADRANT_WORDS = {
    Quadrant.HAPPY: "happy",
    Quadrant.ANGRY: "angry",
    Quadrant.SAD: "sad",
    Quadrant.RELAXED: "relaxed",
}
_QUADRANT_CENTER = 0.6  # distance of a quadrant word from either axis
_QUADRANT_POINTS = {
    Quadrant.HAPPY: (_QUADRANT_CENTER, _QUADRANT_CENTER),
    Quadrant.ANGRY: (-_QUADRANT_CENTER, _QUADRANT_CENTER),
    Quadrant.SAD: (-_QUADRANT_CENTER, -_QUADRANT_CENTER),
    Quadrant.RELAXED: (_QUADRANT_CENTER, -_QUADRANT_CENTER),
}

# A word of the vocabulary and its synonyms.
_SYNONYMS = {
    "happy": "happiness joy joyful feel-good feelgood upbeat good-mood glad merry "
    "glücklich fröhlich heiter froh gute-laune",
    "sunny": "summer summery sommerlich sonnig",
    "euphoric": "euphoria ecstatic euphorisch",
    "uplifting": "inspiring inspirational hopeful motivational motivating optimistic upbeat "
    "erhebend mitreißend aufbauend beschwingt hoffnungsvoll",
    "party": "partylaune feierlaune feierstimmung dance danceable tanzbar club clubbing",
    "celebratory": "party festive partylaune feierlich",
    "sad": "sadness unhappy depressing depressed depressive traurig deprimierend deprimiert",
    "melancholy": "melancholic melancholisch wehmütig melancholie",
    "melancholic": "melancholy melancholisch wehmütig wehmut melancholie schwermütig blue",
    "lonely": "loneliness lonesome solitary einsam",
    "gloomy": "doomy trüb trübsinnig",
    "somber": "sombre",
    "mournful": "grief mourning trauernd",
    "angry": "anger rage furious mad wütend zornig wut",
    "aggressive": "aggression violent brutal hostile aggressiv feindselig",
    "fierce": "wild",
    "calm": "calming calmness ruhig still ruhe",
    "chill": "chilled chilling chillout chill-out gechillt relaxed relaxing relax relaxation "
    "entspannt entspannend entspannung lässig",
    "relaxed": "relaxing relax relaxation chill chilled chillout chill-out entspannt entspannend "
    "entspannung",
    "peaceful": "peace serene serenity friedlich",
    "gentle": "sanft",
    "quiet": "leise",
    "meditative": "meditation zen",
    "energetic": "energy energizing energising energetisch energisch energiegeladen kraftvoll",
    "exciting": "excited excitement aufregend",
    "lively": "vivid lebhaft lebendig",
    "powerful": "mighty mächtig",
    "intense": "intensity intensiv heftig",
    "tense": "tension suspense suspenseful stressful angespannt spannend spannung",
    "anxious": "anxiety fearful afraid fear scared scary ängstlich angst",
    "nervous": "nervös unruhig",
    "urgent": "hectic dringend hektisch",
    "dark": "darkness black düster dunkel finster",
    "eerie": "creepy haunting unheimlich",
    "menacing": "bedrohlich",
    "cold": "kalt",
    "romantic": "romance love lovely loving romantisch liebe",
    "passionate": "passion leidenschaftlich",
    "sensual": "sinnlich",
    "dreamy": "dream dreaming dreamlike verträumt traumhaft träumerisch",
    "atmospheric": "ambient atmosphere atmosphärisch stimmungsvoll sphärisch",
    "hypnotic": "trance trancey hypnotisch",
    "ethereal": "heavenly floating",
    "playful": "verspielt",
    "humorous": "humor humour comedy funny lustig witzig",
    "quirky": "weird odd schräg",
    "epic": "cinematic heroic triumphant anthemic episch heroisch",
    "dramatic": "drama dramatisch",
    "nostalgic": "nostalgia retro nostalgisch",
    "sentimental": "emotional gefühlvoll rührend",
    "reflective": "contemplative introspective pensive nachdenklich besinnlich",
    "bittersweet": "bitter-sweet bittersüß",
    "spiritual": "religious holy sakral spirituell",
    "elegant": "classy",
    "rebellious": "rebel rebellion defiant rebellisch trotzig aufmüpfig",
    "tender": "tenderness zärtlich zart",
    "warm": "cozy cosy gemütlich",
    "sweet": "cute süß",
    "innocent": "naive",
    "laid-back": "laidback easy-going easy groovy lässig locker",
    "mellow": "soft-rock",
    "carefree": "unbeschwert sorglos",
    "sexy": "hot",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MoodMeaning:
    """A mood word as the vocabulary understands it.

    `labels` are the moods it may mean, core ones first (empty: only its position is known);
    `valence` and `arousal` are its position in [-1, 1].
    """

    word: str
    labels: tuple[str, ...]
    valence: float
    arousal: float


class MoodSynonyms:
    """Resolves mood words of tags; `names` are the user's own names, by label."""

    def __init__(self, vocabulary: Vocabulary, names: Mapping[str, str] | None = None) -> None:
        self._vocabulary = vocabulary
        self._labels: dict[str, list[str]] = defaultdict(list)
        self._names: dict[str, str] = {}
        moods = sorted(vocabulary, key=lambda mood: not mood.core)
        for mood in moods:  # a name counts before the words that were merged into other moods
            user_name = (names or {}).get(mood.label)
            for name in (mood.label, user_name or ""):
                self._names.setdefault(normalize_word(name), mood.label)
            for word in (mood.label, *([user_name] if user_name else []), *mood.former):
                self._add(word, [mood.label])
        for mood in moods:
            for word in mood.sources:
                self._add(word, [mood.label])
        for word, others in _SYNONYMS.items():
            for other in others.split():
                self._add(other, self._labels.get(normalize_word(word), []))

    def _add(self, word: str, labels: Iterable[str]) -> None:
        known = self._labels[normalize_word(word)]
        known += [label for label in labels if label not in known]

    def meaning(self, word: str) -> MoodMeaning | None:
        """Resolve a word; None when it is not known.

        A word that is the label or name of a mood means that mood before all others.
        """
        labels = self._labels.get(normalize_word(word), [])
        if labels:
            moods = [self._vocabulary.by_label(label) for label in labels]
            valence, arousal = _mean_point(normalize_word(word), moods)
            return MoodMeaning(word, tuple(labels), valence, arousal)
        for quadrant, name in _QUADRANT_WORDS.items():
            if normalize_word(word) in {
                name,
                *map(normalize_word, _SYNONYMS.get(name, "").split()),
            }:
                return MoodMeaning(word, (), *_QUADRANT_POINTS[quadrant])
        return None

    def named(self, word: str) -> str | None:
        """Return the label of the mood whose name this is, None for other words."""
        return self._names.get(normalize_word(word) or " ")

    def labels_starting(self, start: str) -> list[str]:
        """Return the moods with a name or synonym that starts so, those with a name first."""
        wanted = normalize_word(start)
        named = [label for name, label in self._names.items() if name.startswith(wanted)]
        others = [
            label
            for word, labels in self._labels.items()
            if word.startswith(wanted)
            for label in labels
        ]
        return list(dict.fromkeys([*named, *others]))

    def split_tag(self, text: str) -> tuple[str, ...]:
        """Split one tag: itself when it is known, else its parts between ; , / | and +."""
        if self.meaning(text) is not None:
            return (text.strip(),)
        return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())


def normalize_word(word: str) -> str:
    """Fold case, accents, hyphens and spaces: 'Laid-Back' and 'laid back' are the same word."""
    return _WORD_GAPS.sub(" ", fold(unicodedata.normalize("NFKC", word))).strip()


def _mean_point(word: str, moods: list[Mood]) -> tuple[float, float]:
    exact = [mood for mood in moods if normalize_word(mood.label) == word] or moods
    count = len(exact)
    return sum(m.valence for m in exact) / count, sum(m.arousal for m in exact) / count
