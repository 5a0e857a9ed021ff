"""The order of names: sort names, articles, accents and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.text_order import (
    fold,
    fold_all,
    name_for_order,
    order_key,
    order_keys,
    shown_name,
)


def in_order(*names: str) -> bool:
    keys = order_keys(names)
    return keys == sorted(keys)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Édith", "edith"),
        ("Straße", "strasse"),
        ("Bjørk", "bjork"),
        ("Łódź", "lodz"),
        ("Ænima", "aenima"),
        ("Œuvre", "oeuvre"),
        ("ÐÞ", "dth"),
        ("Türkçe ışık", "turkce isik"),
        ("Ａｂｃ", "abc"),
        ("日本", "日本"),
        ("Ёлка", "елка"),
    ],
)
def test_folding_leaves_base_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.lists(st.text()))
def test_many_texts_are_folded_as_one(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


@given(st.lists(st.text()))
def test_many_keys_are_made_as_one(texts: list[str]) -> None:
    assert order_keys(texts) == [order_key(text) for text in texts]


@pytest.mark.parametrize(
    "name", ["The Who", "der Who", "Les Who", "L'Who", "l’Who", "Los Who", "Who, The", "An Who"]
)
def test_articles_do_not_count(name: str) -> None:
    assert order_key(name) == "who"


@pytest.mark.parametrize(("name", "key"), [("The", "the"), ("A", "a"), ("The The", "the")])
def test_an_article_alone_is_a_name(name: str, key: str) -> None:
    assert order_key(name) == key


def test_articles_are_whole_words() -> None:
    assert order_key("Theory") == "theory"
    assert order_key("Laura") == "laura"


def test_numbers_go_by_value() -> None:
    assert in_order("Track 2", "Track 10", "Track 11")


def test_accents_are_near_their_letter() -> None:
    assert in_order("Eagles", "Édith", "Elbow")
    assert in_order("Strand", "Straße", "Stratus")
    assert in_order("Obel", "Øksnes", "Oltmanns")


def test_a_sort_name_goes_before_the_name() -> None:
    assert order_key(name_for_order("The Beatles", "Beatles, The")) == "beatles"
    assert order_key(name_for_order("Bob Dylan", "Dylan, Bob")) == "dylan, bob"
    assert order_key(name_for_order("X", "The The")) == "the the"
    assert shown_name(name_for_order("The Beatles", "Beatles, The")) == "The Beatles"
    assert shown_name(name_for_order("Queen", "")) == "Queen"


@pytest.mark.parametrize("name", ["", "   ", "\x07\n", "\u202e"])
def test_without_visible_text_there_is_no_key(name: str) -> None:
    assert order_key(name) is None
