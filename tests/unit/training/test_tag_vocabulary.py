"""Words are merged into tags if, and only if, the songs or the norms confirm it."""

import json
from pathlib import Path

import pytest

from moodtagger.training.recipes.autotag50.tag_vocabulary import (
    SYNONYMS_PATH,
    AnnotatedWord,
    SynonymRule,
    Tag,
    describe_tags,
    merge_words,
    read_synonym_pairs,
    read_words,
    rejected_pairs,
    stem,
)

TOTAL = 1000


def word(text: str, songs: range, norm: tuple[float, float] | None = None) -> AnnotatedWord:
    return AnnotatedWord(text, "mood", frozenset(f"s{k}" for k in songs), norm)


def rule(*families: tuple[str, str]) -> SynonymRule:
    return SynonymRule(frozenset(frozenset(pair) for pair in families), TOTAL)


def merged(words: list[AnnotatedWord], synonyms: SynonymRule) -> list[list[str]]:
    return sorted(sorted(w.text for w in tag.words) for tag in merge_words(words, synonyms))


def test_words_on_the_same_songs_are_one_tag() -> None:
    words = [word("Calm", range(9), (6.9, 1.7)), word("Peaceful", range(9), (8.0, 4.4))]
    assert merged(words, rule()) == [["Calm", "Peaceful"]]


def test_two_words_on_the_same_two_songs_may_be_chance() -> None:
    assert len(merged([word("Epic", range(2)), word("Wry", range(2))], rule())) == 2


def test_family_on_the_same_songs_is_one_tag() -> None:
    words = [word("Angry", range(20)), word("Hostile", range(10, 25))]
    assert merged(words, rule(("Angry", "Hostile"))) == [["Angry", "Hostile"]]
    assert len(merged(words, rule())) == 2  # together, but no candidates


def test_family_with_near_norms_is_one_tag() -> None:
    words = [word("Anxious", range(9), (3.8, 6.2)), word("Nervous", range(9, 20), (3.5, 5.6))]
    assert merged(words, rule(("Anxious", "Nervous"))) == [["Anxious", "Nervous"]]


@pytest.mark.parametrize(
    ("songs", "norms"),
    [
        (range(9, 20), (None, None)),  # never together, no norms
        (range(9, 20), ((3.2, 5.6), (4.2, 5.3))),  # never together, norms not near
        (range(8, 20), (None, None)),  # together once
        (range(5, 20), ((3.0, 5.0), (5.5, 5.0))),  # together, but the norms conflict
        (range(900), (None, None)),  # together no more often than by chance
    ],
)
def test_family_without_evidence_stays_apart(
    songs: range, norms: tuple[tuple[float, float] | None, ...]
) -> None:
    words = [word("Outraged", range(9), norms[0]), word("Outrageous", songs, norms[1])]
    synonyms = rule(("Outraged", "Outrageous"))
    assert len(merged(words, synonyms)) == 2
    assert rejected_pairs(words, synonyms) == [["Outraged", "Outrageous"]]


def test_words_with_one_stem_are_candidates() -> None:
    assert stem("Sexy") == stem("Sexual") == "sex"
    assert stem("Outraged") == stem("Outrageous")
    assert stem("Bitter") != stem("Bittersweet")
    assert stem("Tense") != stem("Intense")
    words = [word("Sexy", range(20)), word("Sexual", range(10, 25))]
    assert merged(words, rule()) == [["Sexual", "Sexy"]]


def test_merges_do_not_chain() -> None:
    words = [word("Calm", range(30)), word("Soft", range(20, 45)), word("Frail", range(40, 55))]
    synonyms = rule(("Calm", "Soft"), ("Soft", "Frail"))
    assert merged(words[1:], synonyms) == [["Frail", "Soft"]]
    assert merged(words, synonyms) == [["Calm", "Soft"], ["Frail"]]


def test_moods_and_genres_stay_apart() -> None:
    words = [word("Latin", range(9)), AnnotatedWord("Latin", "genre", word("", range(9)).songs)]
    assert [tag.label for tag in merge_words(words, rule())] == ["Latin", "latin"]


def test_most_frequent_fifty_tags_are_kept() -> None:
    words = [word(f"Word{k:02}", range(k)) for k in range(1, 81)]
    tags = merge_words(words, rule(("Word30", "Word29")))
    assert [len(tag.songs) for tag in tags] == list(range(80, 30, -1))


def test_merging_can_make_a_rare_word_frequent() -> None:
    words = [word(f"Word{k:02}", range(k, 2 * k)) for k in range(10, 70)]
    words += [word("Rare", range(9), (5, 5)), word("Seldom", range(200, 209), (5, 5))]
    assert "rare" not in [tag.label for tag in merge_words(words, rule())]
    found = {tag.label: tag for tag in merge_words(words, rule(("Rare", "Seldom")), tags=55)}
    assert len(found["rare"].songs) == 18


def test_tag_counts_songs_once_and_weights_norms_by_songs() -> None:
    words = (word("Angry", range(30), (2.0, 6.0)), word("Hostile", range(20, 30), (4.0, 4.0)))
    tag = Tag(words, ("most frequent", "same family"))
    assert tag.norm == (2.5, 5.5)
    entry = describe_tags([tag])[0]
    assert (entry["tag"], entry["kind"], entry["songs"]) == ("angry", "mood", 30)
    assert [w["why"] for w in entry["words"]] == ["most frequent", "same family"]


def test_read_words_genres_and_norms(tmp_path: Path) -> None:
    labels, ratings = tmp_path / "labels.csv", tmp_path / "ratings.csv"
    labels.write_text("id,moods,genres\na,Calm; Odd,Jazz\nb,Calm,Jazz; Latin\nc,,\n")
    ratings.write_text("word,valence_1to9,arousal_1to9\nCalm,6.9,1.7\nJazz,7,5\n")
    found = {(w.kind, w.text): w for w in read_words(labels, ratings)}
    assert {key: set(w.songs) for key, w in found.items()} == {
        ("mood", "Calm"): {"a", "b"},
        ("mood", "Odd"): {"a"},
        ("genre", "Jazz"): {"a", "b"},
        ("genre", "Latin"): {"b"},
    }
    assert found["mood", "Calm"].norm == (6.9, 1.7)
    assert found["mood", "Odd"].norm is found["genre", "Jazz"].norm is None


def test_bundled_families() -> None:
    families = json.loads(SYNONYMS_PATH.read_text())["families"]
    assert all(len(set(family)) == len(family) > 1 for family in families)
    pairs = read_synonym_pairs()
    assert frozenset(("Sad", "Gloomy")) in pairs
    assert frozenset(("Bitter", "Bittersweet")) not in pairs
