"""From the annotators' many words to a few tags: synonyms merged, the most frequent kept.

Two words become one tag when the songs bear out that they mean the same. Which words are compared:

- *never apart*: they are on exactly the same songs, so they are one label under two names;
- *same family*: `mood_synonyms.json` lists them together, or
- *same stem*: they differ in an ending only (sexy, sexual).

Words never apart are merged at once. The other two are a mere suspicion, which the data must bear
out: the words are together on at least `TOGETHER_SONGS` songs and `LIFT` times as often as chance
would have it, or their valence and arousal norms lie within `NEAR` of each other. ("Outraged" and
"outrageous" have one stem, but no song has both, and their norms differ.) Norms more than `FAR`
apart on either scale speak against it whatever the songs say.

There are no chains: words are taken from the most frequent on, and each joins the most frequent
founder of a tag that it is itself a synonym of, or else founds a tag of its own.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path
from typing import Any, Literal

TAG_COUNT = 50
MIN_COOCCURRENCES = 3
MIN_LIFT = 3.0
NEAR_NORM_DISTANCE = 0.8  # on the norms' scale of 1..9
FAR_NORM_DISTANCE = 2.0
MIN_STEM_LENGTH = 3
SYNONYMS_PATH = Path(__file__).with_name("mood_synonyms.json")

# Longest first; what is left of "sexual" and "sexy" is the same.
SUFFIXES = (
    *("ional", "eous", "ious", "ical", "ness", "able", "ible", "ment"),
    *("ive", "ful", "ous", "ual", "ish", "ing", "ant", "ent", "ial"),
    *("al", "ed", "ic", "ly", "y", "e", "s"),
)

TagKind = Literal["mood", "genre"]
ValenceArousalNorm = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AnnotatedWord:
    """An annotators' word and the ids of its songs; `norm` its valence and arousal (1..9)."""

    text: str
    kind: TagKind
    songs: frozenset[str]
    norm: ValenceArousalNorm | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """Words that mean the same, the most frequent first; `why` says for each why it is here."""

    words: tuple[AnnotatedWord, ...]
    reasons: tuple[str, ...]

    @property
    def label(self) -> str:
        """Mood words in lower case, as the app's vocabulary has them; genres as given."""
        most_frequent = self.words[0]
        return most_frequent.text.lower() if most_frequent.kind == "mood" else most_frequent.text

    @property
    def kind(self) -> TagKind:
        """Whether it is a mood or a genre."""
        return self.words[0].kind

    @property
    def songs(self) -> frozenset[str]:
        """The songs that have any of the words."""
        return frozenset().union(*(word.songs for word in self.words))

    @property
    def norm(self) -> ValenceArousalNorm | None:
        """Mean norm of its words, weighted by their songs; None when none has one."""
        known = [(word.norm, len(word.songs)) for word in self.words if word.norm]
        total = sum(count for _, count in known)
        if not total:
            return None
        valence, arousal = (sum(norm[i] * n for norm, n in known) / total for i in (0, 1))
        return valence, arousal


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """The rule with the families it knows, for a set of `total` songs."""

    synonym_pairs: frozenset[frozenset[str]]
    song_count: int

    def merge_reason(self, a: AnnotatedWord, b: AnnotatedWord) -> str | None:
        """Why words that are apart now and then are one tag, as a phrase; None: they are not."""
        origin = self.shared_origin(a, b)
        evidence = self._evidence(a, b) if origin and not _norms_conflict(a, b) else None
        return f"{origin}, {evidence}" if evidence else None

    def shared_origin(self, a: AnnotatedWord, b: AnnotatedWord) -> str | None:
        """Why the two words may mean the same, before the songs are asked."""
        if a.kind != b.kind:
            return None
        if frozenset((a.text, b.text)) in self.synonym_pairs:
            return "same family"
        return "same stem" if stem(a.text) == stem(b.text) else None

    def _evidence(self, a: AnnotatedWord, b: AnnotatedWord) -> str | None:
        cooccurrences = len(a.songs & b.songs)
        lift = cooccurrences * self.song_count / (len(a.songs) * len(b.songs))
        if cooccurrences >= MIN_COOCCURRENCES and lift >= MIN_LIFT:
            return f"together on {cooccurrences} songs, {lift:.1f} times as often as by chance"
        return "near norms" if _norm_distance(a, b) <= NEAR_NORM_DISTANCE else None


def stem(text: str) -> str:
    """A word in lower case without its ending, never shorter than `SHORTEST_STEM`."""
    text = text.lower()
    for ending in SUFFIXES:
        if text.endswith(ending) and len(text) - len(ending) >= MIN_STEM_LENGTH:
            return text.removesuffix(ending)
    return text


def read_synonym_pairs(path: Path = SYNONYMS_PATH) -> frozenset[frozenset[str]]:
    """All pairs of words that a family of the file holds together."""
    families = json.loads(path.read_text(encoding="utf-8"))["families"]
    return frozenset(frozenset(pair) for family in families for pair in combinations(family, 2))


def read_words(labels: Path, ratings: Path) -> list[AnnotatedWord]:
    """The mood words and genres of the table of songs, with their norms."""
    with ratings.open(newline="", encoding="utf-8") as file:
        norms = {
            row["word"]: (float(row["valence_1to9"]), float(row["arousal_1to9"]))
            for row in csv.DictReader(file)
        }
    songs: dict[tuple[TagKind, str], set[str]] = {}
    with labels.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for key in (*_split_cell("mood", row["moods"]), *_split_cell("genre", row["genres"])):
                songs.setdefault(key, set()).add(row["id"])
    return [
        AnnotatedWord(text, kind, frozenset(ids), norms.get(text) if kind == "mood" else None)
        for (kind, text), ids in songs.items()
    ]


def merge_words(
    words: Iterable[AnnotatedWord], rule: SynonymRule, tags: int = TAG_COUNT
) -> list[Tag]:
    """The `tags` tags with the most songs, most frequent first."""
    builders: list[_TagBuilder] = []
    for equivalent in _group_cooccurring(words):
        reasons = ((tag, _first_reason(tag.founders, equivalent, rule)) for tag in builders)
        tag, why = next(((tag, why) for tag, why in reasons if why), (None, ""))
        if tag is None:
            tag = _TagBuilder(equivalent)
            builders.append(tag)
        tag.add(equivalent, why)
    merged = [Tag(tuple(tag.words), tuple(tag.reasons)) for tag in builders]
    return sorted(merged, key=lambda tag: (-len(tag.songs), tag.kind, tag.label))[:tags]


@dataclass(slots=True)
class _TagBuilder:
    """A tag while words join it; `founders` are its first words, which are never apart."""

    founders: list[AnnotatedWord]
    words: list[AnnotatedWord] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, equivalent: list[AnnotatedWord], reason: str) -> None:
        self.words += equivalent
        self.reasons += [reason or "most frequent", *["never apart"] * (len(equivalent) - 1)]


def _group_cooccurring(words: Iterable[AnnotatedWord]) -> list[list[AnnotatedWord]]:
    """Words on exactly the same songs beside each other; the most frequent first."""
    out: dict[tuple[object, ...], list[AnnotatedWord]] = {}
    for word in sorted(words, key=lambda word: (-len(word.songs), word.kind, word.text)):
        rare_word = "" if len(word.songs) >= MIN_COOCCURRENCES else word.text
        out.setdefault((word.kind, word.songs, rare_word), []).append(word)
    return list(out.values())


def _first_reason(
    first: list[AnnotatedWord], second: list[AnnotatedWord], rule: SynonymRule
) -> str | None:
    reasons = (rule.merge_reason(a, b) for a, b in product(first, second))
    return next((reason for reason in reasons if reason), None)


def describe_tags(tags: Sequence[Tag]) -> list[dict[str, Any]]:
    """The reduction as JSON values: each tag's words, songs, and why each word is in it."""
    return [
        {
            "tag": tag.label,
            "kind": tag.kind,
            "songs": len(tag.songs),
            "words": [
                {"word": word.text, "songs": len(word.songs), "why": reason}
                for word, reason in zip(tag.words, tag.reasons, strict=True)
            ],
        }
        for tag in tags
    ]


def rejected_pairs(words: Iterable[AnnotatedWord], rule: SynonymRule) -> list[list[str]]:
    """The pairs that a family or a stem links but the songs and norms do not bear out."""
    return sorted(
        sorted((a.text, b.text))
        for a, b in combinations(words, 2)
        if rule.shared_origin(a, b) and a.songs != b.songs and not rule.merge_reason(a, b)
    )


def tag_matrix(tags: Sequence[Tag], songs: Sequence[str]) -> list[list[bool]]:
    """For each song whether it has each tag, (songs, tags)."""
    sets: Mapping[str, frozenset[str]] = {tag.label: tag.songs for tag in tags}
    return [[song in sets[tag.label] for tag in tags] for song in songs]


def _split_cell(kind: TagKind, cell: str) -> list[tuple[TagKind, str]]:
    return [(kind, text.strip()) for text in cell.split(";") if text.strip()]


def _norm_distance(a: AnnotatedWord, b: AnnotatedWord) -> float:
    """The larger of the two differences between norms; infinite when one is not known."""
    if a.norm is None or b.norm is None:
        return float("inf")
    return max(abs(x - y) for x, y in zip(a.norm, b.norm, strict=True))


def _norms_conflict(a: AnnotatedWord, b: AnnotatedWord) -> bool:
    return a.norm is not None and b.norm is not None and _norm_distance(a, b) > FAR_NORM_DISTANCE
