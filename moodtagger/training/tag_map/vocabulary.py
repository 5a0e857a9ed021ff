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

TAGS = 50
TOGETHER_SONGS = 3
LIFT = 3.0
NEAR = 0.8  # on the norms' scale of 1..9
FAR = 2.0
SHORTEST_STEM = 3
SYNONYMS = Path(__file__).with_name("mood_synonyms.json")

# Longest first; what is left of "sexual" and "sexy" is the same.
ENDINGS = (
    *("ional", "eous", "ious", "ical", "ness", "able", "ible", "ment"),
    *("ive", "ful", "ous", "ual", "ish", "ing", "ant", "ent", "ial"),
    *("al", "ed", "ic", "ly", "y", "e", "s"),
)

Kind = Literal["mood", "genre"]
Norm = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """An annotators' word and the ids of its songs; `norm` its valence and arousal (1..9)."""

    text: str
    kind: Kind
    songs: frozenset[str]
    norm: Norm | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """Words that mean the same, the most frequent first; `why` says for each why it is here."""

    words: tuple[Word, ...]
    why: tuple[str, ...]

    @property
    def label(self) -> str:
        """Mood words in lower case, as the app's vocabulary has them; genres as given."""
        head = self.words[0]
        return head.text.lower() if head.kind == "mood" else head.text

    @property
    def kind(self) -> Kind:
        """Whether it is a mood or a genre."""
        return self.words[0].kind

    @property
    def songs(self) -> frozenset[str]:
        """The songs that have any of the words."""
        return frozenset().union(*(word.songs for word in self.words))

    @property
    def norm(self) -> Norm | None:
        """Mean norm of its words, weighted by their songs; None when none has one."""
        known = [(word.norm, len(word.songs)) for word in self.words if word.norm]
        total = sum(count for _, count in known)
        if not total:
            return None
        valence, arousal = (sum(norm[i] * n for norm, n in known) / total for i in (0, 1))
        return valence, arousal


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The rule with the families it knows, for a set of `total` songs."""

    families: frozenset[frozenset[str]]
    total: int

    def reason(self, a: Word, b: Word) -> str | None:
        """Why words that are apart now and then are one tag, as a phrase; None: they are not."""
        link = self.link(a, b)
        support = self._support(a, b) if link and not _far(a, b) else None
        return f"{link}, {support}" if support else None

    def link(self, a: Word, b: Word) -> str | None:
        """Why the two words may mean the same, before the songs are asked."""
        if a.kind != b.kind:
            return None
        if frozenset((a.text, b.text)) in self.families:
            return "same family"
        return "same stem" if stem(a.text) == stem(b.text) else None

    def _support(self, a: Word, b: Word) -> str | None:
        both = len(a.songs & b.songs)
        lift = both * self.total / (len(a.songs) * len(b.songs))
        if both >= TOGETHER_SONGS and lift >= LIFT:
            return f"together on {both} songs, {lift:.1f} times as often as by chance"
        return "near norms" if _distance(a, b) <= NEAR else None


def stem(text: str) -> str:
    """A word in lower case without its ending, never shorter than `SHORTEST_STEM`."""
    text = text.lower()
    for ending in ENDINGS:
        if text.endswith(ending) and len(text) - len(ending) >= SHORTEST_STEM:
            return text.removesuffix(ending)
    return text


def read_families(path: Path = SYNONYMS) -> frozenset[frozenset[str]]:
    """All pairs of words that a family of the file holds together."""
    families = json.loads(path.read_text(encoding="utf-8"))["families"]
    return frozenset(frozenset(pair) for family in families for pair in combinations(family, 2))


def read_words(labels: Path, ratings: Path) -> list[Word]:
    """The mood words and genres of the table of songs, with their norms."""
    with ratings.open(newline="", encoding="utf-8") as file:
        norms = {
            row["word"]: (float(row["valence_1to9"]), float(row["arousal_1to9"]))
            for row in csv.DictReader(file)
        }
    songs: dict[tuple[Kind, str], set[str]] = {}
    with labels.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for key in (*_keys("mood", row["moods"]), *_keys("genre", row["genres"])):
                songs.setdefault(key, set()).add(row["id"])
    return [
        Word(text, kind, frozenset(ids), norms.get(text) if kind == "mood" else None)
        for (kind, text), ids in songs.items()
    ]


def reduce(words: Iterable[Word], synonyms: Synonyms, tags: int = TAGS) -> list[Tag]:
    """The `tags` tags with the most songs, most frequent first."""
    found: list[_Growing] = []
    for same in _never_apart(words):
        reasons = ((tag, _first_reason(tag.founders, same, synonyms)) for tag in found)
        tag, why = next(((tag, why) for tag, why in reasons if why), (None, ""))
        if tag is None:
            tag = _Growing(same)
            found.append(tag)
        tag.add(same, why)
    merged = [Tag(tuple(tag.words), tuple(tag.why)) for tag in found]
    return sorted(merged, key=lambda tag: (-len(tag.songs), tag.kind, tag.label))[:tags]


@dataclass(slots=True)
class _Growing:
    """A tag while words join it; `founders` are its first words, which are never apart."""

    founders: list[Word]
    words: list[Word] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def add(self, same: list[Word], why: str) -> None:
        self.words += same
        self.why += [why or "most frequent", *["never apart"] * (len(same) - 1)]


def _never_apart(words: Iterable[Word]) -> list[list[Word]]:
    """Words on exactly the same songs beside each other; the most frequent first."""
    out: dict[tuple[object, ...], list[Word]] = {}
    for word in sorted(words, key=lambda word: (-len(word.songs), word.kind, word.text)):
        alone = "" if len(word.songs) >= TOGETHER_SONGS else word.text
        out.setdefault((word.kind, word.songs, alone), []).append(word)
    return list(out.values())


def _first_reason(some: list[Word], others: list[Word], synonyms: Synonyms) -> str | None:
    reasons = (synonyms.reason(a, b) for a, b in product(some, others))
    return next((reason for reason in reasons if reason), None)


def describe(tags: Sequence[Tag]) -> list[dict[str, Any]]:
    """The reduction as JSON values: each tag's words, songs, and why each word is in it."""
    return [
        {
            "tag": tag.label,
            "kind": tag.kind,
            "songs": len(tag.songs),
            "words": [
                {"word": word.text, "songs": len(word.songs), "why": why}
                for word, why in zip(tag.words, tag.why, strict=True)
            ],
        }
        for tag in tags
    ]


def refused(words: Iterable[Word], synonyms: Synonyms) -> list[list[str]]:
    """The pairs that a family or a stem links but the songs and norms do not bear out."""
    return sorted(
        sorted((a.text, b.text))
        for a, b in combinations(words, 2)
        if synonyms.link(a, b) and a.songs != b.songs and not synonyms.reason(a, b)
    )


def columns(tags: Sequence[Tag], songs: Sequence[str]) -> list[list[bool]]:
    """For each song whether it has each tag, (songs, tags)."""
    sets: Mapping[str, frozenset[str]] = {tag.label: tag.songs for tag in tags}
    return [[song in sets[tag.label] for tag in tags] for song in songs]


def _keys(kind: Kind, cell: str) -> list[tuple[Kind, str]]:
    return [(kind, text.strip()) for text in cell.split(";") if text.strip()]


def _distance(a: Word, b: Word) -> float:
    """The larger of the two differences between norms; infinite when one is not known."""
    if a.norm is None or b.norm is None:
        return float("inf")
    return max(abs(x - y) for x, y in zip(a.norm, b.norm, strict=True))


def _far(a: Word, b: Word) -> bool:
    return a.norm is not None and b.norm is not None and _distance(a, b) > FAR
