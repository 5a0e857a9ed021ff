"""Which mood each word of the map stands for, and where moods without a place go."""

from __future__ import annotations

import pytest

from moodtagger.core.tag_map import TagMap, TagPoint, map_labels
from moodtagger.core.vocabulary import Mood, Vocabulary


def tag(label: str, *words: str, x: float = 0.0, y: float = 0.0, kind: str = "mood") -> TagPoint:
    coordinate = None if kind == "genre" else 0.5
    return TagPoint(label, kind, words or (label,), x, y, coordinate, coordinate, 10, None)  # type: ignore[arg-type]


def mood(label: str, *sources: str, core: bool = True) -> Mood:
    return Mood(label, sources or (label,), 0.4, 0.4, None, 0.5, core)


def test_own_words_come_first_then_others_then_genres() -> None:
    tags = TagMap([tag("Jazz", kind="genre"), tag("serene", "Calm"), tag("calm", "Calm", x=0.3)])
    found = map_labels(tags, Vocabulary([mood("calm", "Calm")]))
    assert [(w.text, w.mood) for w in found] == [
        ("calm", "calm"),
        ("serene", "calm"),
        ("Jazz", None),
    ]
    assert found[0].x == 0.3


def test_a_word_stands_for_the_mood_that_shares_most() -> None:
    tags = TagMap([tag("bleak", "Bleak", "Sad", "Gloomy")])
    moods = [mood("dark", "Bleak", "Cold", "Sinister"), mood("sad", "Sad", "Gloomy")]
    assert map_labels(tags, Vocabulary(moods))[-1].mood == "sad"


def test_a_word_that_shares_nothing_is_left_out() -> None:
    tags = TagMap([tag("spicy"), tag("calm")])
    assert [w.text for w in map_labels(tags, Vocabulary([mood("calm")]))] == ["calm"]


def test_a_mood_without_a_position_lies_between_its_sources() -> None:
    tags = TagMap([tag("anxious", "Tense", x=-0.6), tag("eerie", "Unsettling", x=-0.8)])
    (first, *_) = map_labels(tags, Vocabulary([mood("tense", "Tense", "Unsettling")]))
    assert (first.text, first.x) == ("tense", pytest.approx(-0.7))


def test_a_mood_without_sources_lies_between_similar_moods() -> None:
    tags = TagMap([tag("epic", x=0.2, y=0.4)])
    (first, *_) = map_labels(tags, Vocabulary([mood("grand")]))
    assert (first.text, first.x, first.y) == ("grand", 0.2, 0.4)


def test_moods_that_are_not_proposed_and_not_on_the_map_are_not_shown() -> None:
    moods = Vocabulary([mood("calm"), mood("wry", core=False)])
    assert [w.text for w in map_labels(TagMap([tag("calm")]), moods)] == ["calm"]
    assert map_labels(TagMap([]), moods) == []


CORNERS = {  # place on the circumplex: place on the map
    (0.8, 0.8): (0.1, -0.8),
    (-0.8, 0.8): (0.2, -0.4),
    (-0.8, -0.8): (0.4, -0.2),
    (0.8, -0.8): (0.8, -0.1),
}


@pytest.mark.parametrize("corner", CORNERS)
def test_a_mood_without_sources_lies_between_the_three_nearest(
    corner: tuple[float, float],
) -> None:
    points = [
        TagPoint(f"tag {v} {a}", "mood", ("x",), x, y, v, a, 10, None)
        for (v, a), (x, y) in CORNERS.items()
    ]
    unrated = TagPoint("unrated", "mood", ("y",), 0.9, 0.9, None, None, 10, None)
    valence, arousal = (0.3 * value for value in corner)
    (first,) = map_labels(
        TagMap([unrated, *points]),
        Vocabulary([Mood("grand", ("Grand",), valence, arousal, None, 0.5)]),
    )
    near = [place for at, place in CORNERS.items() if at != (-corner[0], -corner[1])]
    assert first.x == pytest.approx(sum(x for x, _ in near) / 3)
    assert first.y == pytest.approx(sum(y for _, y in near) / 3)


def test_sources_count_by_how_many_of_them_are_shared() -> None:
    tags = TagMap([tag("one", "A", "B", x=0.9, y=-0.3), tag("other", "C", x=0.0, y=0.6)])
    (first, *_) = map_labels(tags, Vocabulary([mood("mine", "a", "B", "c")]))
    assert (first.x, first.y) == (pytest.approx(0.6), pytest.approx(0.0))


def test_of_moods_that_share_equally_the_core_one_is_meant() -> None:
    moods = [mood("extra", "Sad", core=False), mood("sad", "Sad"), mood("late", "Sad", core=False)]
    (*_, last) = map_labels(TagMap([tag("bleak", "Sad")]), Vocabulary(moods))
    assert (last.text, last.mood) == ("bleak", "sad")
