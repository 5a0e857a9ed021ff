"""Reduce the annotators' many words to a few tags: merge synonyms, keep the most frequent.

Two words become one tag if the songs confirm that they mean the same. Which words are compared:

- *never apart*: they are on exactly the same songs, so they are one label under two names;
- *same family*: `mood_synonyms.json` lists them together, or
- *same stem*: they differ in an ending only (sexy, sexual).

Words that are never apart are merged at once. The other two are only candidates, which the data has
to confirm: the words are together on at least `MIN_COOCCURRENCES` songs and `MIN_LIFT` times as
often as by chance, or their valence and arousal norms differ by at most `NEAR_NORM_DISTANCE`.
("Outraged" and "outrageous" have one stem, but no song has both, and their norms differ.) Norms
more than `FAR_NORM_DISTANCE` apart on either scale veto a merge.

There are no chains: words are taken in order of frequency, and each joins the most frequent tag
whose initial words it is a synonym of, or else starts a new tag.
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

# Longest first; "sexual" and "sexy" have the same stem.
SUFFIXES = (
    *("ional", "eous", "ious", "ical", "ness", "able", "ible", "ment"),
    *("ive", "ful", "ous", "ual", "ish", "ing", "ant", "ent", "ial"),
    *("al", "ed", "ic", "ly", "y", "e", "s"),
)

TagKind = Literal["mood", "genre"]
ValenceArousalNorm = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AnnotatedWord:
    """A word of the annotators.

    Attributes
    ----------
    text : str
        The word as given.
    kind : TagKind
        Whether it is a mood or a genre.
    songs : frozenset[str]
        Ids of the songs with the word.
    norm : ValenceArousalNorm | None
        Valence and arousal norms, 1 to 9, if known.
    """

    text: str
    kind: TagKind
    songs: frozenset[str]
    norm: ValenceArousalNorm | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """Words that mean the same.

    Attributes
    ----------
    words : tuple[AnnotatedWord, ...]
        The words, most frequent first.
    reasons : tuple[str, ...]
        Why each word belongs to the tag.
    """

    words: tuple[AnnotatedWord, ...]
    reasons: tuple[str, ...]

    @property
    def label(self) -> str:
        """Mood words in lower case, as in the app's vocabulary; genres as given."""
        most_frequent = self.words[0]
        return most_frequent.text.lower() if most_frequent.kind == "mood" else most_frequent.text

    @property
    def kind(self) -> TagKind:
        """Whether the tag is a mood or a genre."""
        return self.words[0].kind

    @property
    def songs(self) -> frozenset[str]:
        """Ids of the songs with any of the words."""
        return frozenset().union(*(word.songs for word in self.words))

    @property
    def norm(self) -> ValenceArousalNorm | None:
        """Mean norm of the words, weighted by their songs; None if no word has one."""
        known = [(word.norm, len(word.songs)) for word in self.words if word.norm]
        total = sum(count for _, count in known)
        if not total:
            return None
        valence, arousal = (sum(norm[i] * n for norm, n in known) / total for i in (0, 1))
        return valence, arousal


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """Decides which words to merge.

    Attributes
    ----------
    synonym_pairs : frozenset[frozenset[str]]
        Pairs of words that a family lists together.
    song_count : int
        Number of songs in the data.
    """

    synonym_pairs: frozenset[frozenset[str]]
    song_count: int

    def merge_reason(self, a: AnnotatedWord, b: AnnotatedWord) -> str | None:
        """Decide whether to merge two words that are not always together.

        Parameters
        ----------
        a : AnnotatedWord
            A word.
        b : AnnotatedWord
            Another word.

        Returns
        -------
        str | None
            The reason as a phrase; None if they are not merged.
        """
        origin = self.shared_origin(a, b)
        evidence = self._evidence(a, b) if origin and not _norms_conflict(a, b) else None
        return f"{origin}, {evidence}" if evidence else None

    def shared_origin(self, a: AnnotatedWord, b: AnnotatedWord) -> str | None:
        """Check whether two words are candidates, before looking at their songs.

        Parameters
        ----------
        a : AnnotatedWord
            A word.
        b : AnnotatedWord
            Another word.

        Returns
        -------
        str | None
            "same family" or "same stem"; None if they are no candidates.
        """
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
    """Cut off a word's ending.

    Parameters
    ----------
    text : str
        The word.

    Returns
    -------
    str
        Lower-case stem of at least `MIN_STEM_LENGTH` letters.
    """
    text = text.lower()
    for ending in SUFFIXES:
        if text.endswith(ending) and len(text) - len(ending) >= MIN_STEM_LENGTH:
            return text.removesuffix(ending)
    return text


def read_synonym_pairs(path: Path = SYNONYMS_PATH) -> frozenset[frozenset[str]]:
    """Read the families of synonyms.

    Parameters
    ----------
    path : Path, optional
        JSON file with a list of `families`.

    Returns
    -------
    frozenset[frozenset[str]]
        All pairs of words within a family.
    """
    families = json.loads(path.read_text(encoding="utf-8"))["families"]
    return frozenset(frozenset(pair) for family in families for pair in combinations(family, 2))


def read_words(labels: Path, ratings: Path) -> list[AnnotatedWord]:
    """Read mood words and genres with their songs and norms.

    Parameters
    ----------
    labels : Path
        CSV table of the songs.
    ratings : Path
        CSV table of the norms.

    Returns
    -------
    list[AnnotatedWord]
        The words.

    Raises
    ------
    KeyError
        A column is missing.
    """
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
    """Merge synonyms and select the most frequent tags.

    Parameters
    ----------
    words : Iterable[AnnotatedWord]
        The annotators' words.
    rule : SynonymRule
        Decides which words to merge.
    tags : int, optional
        Number of tags to return.

    Returns
    -------
    list[Tag]
        The tags with the most songs, most frequent first.
    """
    builders: list[_TagBuilder] = []
    for equivalent in _group_cooccurring(words):
        reasons = ((tag, _first_reason(tag.initial_words, equivalent, rule)) for tag in builders)
        tag, reason = next(((tag, reason) for tag, reason in reasons if reason), (None, ""))
        if tag is None:
            tag = _TagBuilder(equivalent)
            builders.append(tag)
        tag.add(equivalent, reason)
    merged = [Tag(tuple(tag.words), tuple(tag.reasons)) for tag in builders]
    return sorted(merged, key=lambda tag: (-len(tag.songs), tag.kind, tag.label))[:tags]


@dataclass(slots=True)
class _TagBuilder:
    """A tag in construction; `initial_words` are its first words, which are never apart."""

    initial_words: list[AnnotatedWord]
    words: list[AnnotatedWord] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, equivalent: list[AnnotatedWord], reason: str) -> None:
        self.words += equivalent
        self.reasons += [reason or "most frequent", *["never apart"] * (len(equivalent) - 1)]


def _group_cooccurring(words: Iterable[AnnotatedWord]) -> list[list[AnnotatedWord]]:
    """Group words that are on exactly the same songs, most frequent first."""
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
    """Describe the reduction as JSON values.

    Parameters
    ----------
    tags : Sequence[Tag]
        The tags.

    Returns
    -------
    list[dict[str, Any]]
        Each tag's words and songs, and why each word belongs to it.
    """
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
    """List candidate pairs that songs and norms do not confirm.

    Parameters
    ----------
    words : Iterable[AnnotatedWord]
        The annotators' words.
    rule : SynonymRule
        Decides which words to merge.

    Returns
    -------
    list[list[str]]
        Sorted pairs of words.
    """
    return sorted(
        sorted((a.text, b.text))
        for a, b in combinations(words, 2)
        if rule.shared_origin(a, b) and a.songs != b.songs and not rule.merge_reason(a, b)
    )


def tag_matrix(tags: Sequence[Tag], songs: Sequence[str]) -> list[list[bool]]:
    """Mark the tags of each song.

    Parameters
    ----------
    tags : Sequence[Tag]
        The tags.
    songs : Sequence[str]
        Song ids.

    Returns
    -------
    list[list[bool]]
        Whether each song (rows) has each tag (columns).
    """
    sets: Mapping[str, frozenset[str]] = {tag.label: tag.songs for tag in tags}
    return [[song in sets[tag.label] for tag in tags] for song in songs]


def _split_cell(kind: TagKind, cell: str) -> list[tuple[TagKind, str]]:
    return [(kind, text.strip()) for text in cell.split(";") if text.strip()]


def _norm_distance(a: AnnotatedWord, b: AnnotatedWord) -> float:
    """Return the larger difference of valence and arousal norms; infinite if one is unknown."""
    if a.norm is None or b.norm is None:
        return float("inf")
    return max(abs(x - y) for x, y in zip(a.norm, b.norm, strict=True))


def _norms_conflict(a: AnnotatedWord, b: AnnotatedWord) -> bool:
    return a.norm is not None and b.norm is not None and _norm_distance(a, b) > FAR_NORM_DISTANCE
