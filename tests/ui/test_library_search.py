"""Words are found, however they were typed and whatever changed since."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moodtagger.ui.library.column_indexes import SearchIndex

letters = st.text(alphabet="ab ", max_size=8)
words = st.text(alphabet="ab", min_size=1, max_size=3)
steps = st.one_of(
    st.tuples(st.just("ask"), words),
    st.tuples(st.just("add"), letters),
    st.tuples(st.integers(0, 9), letters),
)


@given(st.lists(letters, min_size=10, max_size=12), st.lists(steps, max_size=30))
def test_answers_are_those_of_looking_through_everything(
    texts: list[str], doings: list[tuple[str | int, str]]
) -> None:
    search = SearchIndex()
    for text in texts:
        search.append(text)
    for what, text in doings:
        if what == "ask":
            expected = [i for i, t in enumerate(texts) if text in t]
            assert search.slots_with(text).tolist() == expected
        elif what == "add":
            texts.append(text)
            search.append(text)
        else:
            texts[int(what)] = search[int(what)] = text


class Counting(str):
    __slots__ = ()
    asked = 0

    def __contains__(self, word: object) -> bool:
        Counting.asked += 1
        return super().__contains__(word)  # type: ignore[operator]


def test_each_further_letter_looks_only_through_what_is_left() -> None:
    search = SearchIndex()
    for i in range(100):
        search.append(Counting(f"{'river' if i < 7 else 'road'} {i}"))
    assert len(search.slots_with("r")) == 100
    Counting.asked = 0
    assert len(search.slots_with("ri")) == 7
    assert Counting.asked == 100
    Counting.asked = 0
    assert search.slots_with("riv").tolist() == list(range(7))
    assert Counting.asked == 7
    Counting.asked = 0
    assert len(search.slots_with("ri")) == 7
    assert Counting.asked == 0
