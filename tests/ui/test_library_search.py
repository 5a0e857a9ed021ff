"""Substring search: incremental results equal a full search."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moodtagger.ui.library.column_indexes import SearchIndex

letters = st.text(alphabet="ab ", max_size=8)
words = st.text(alphabet="ab", min_size=1, max_size=3)
steps = st.one_of(
    st.tuples(st.just("search"), words),
    st.tuples(st.just("add"), letters),
    st.tuples(st.integers(0, 9), letters),
)


@given(st.lists(letters, min_size=10, max_size=12), st.lists(steps, max_size=30))
def test_results_equal_a_full_search(
    texts: list[str], actions: list[tuple[str | int, str]]
) -> None:
    search = SearchIndex()
    for text in texts:
        search.append(text)
    for action, text in actions:
        if action == "search":
            expected = [i for i, t in enumerate(texts) if text in t]
            assert search.slots_with(text).tolist() == expected
        elif action == "add":
            texts.append(text)
            search.append(text)
        else:
            texts[int(action)] = search[int(action)] = text


class CountingText(str):
    __slots__ = ()
    searches = 0

    def __contains__(self, text: object) -> bool:
        CountingText.searches += 1
        return super().__contains__(text)  # type: ignore[operator]


def test_each_further_letter_searches_only_previous_results() -> None:
    search = SearchIndex()
    for i in range(100):
        search.append(CountingText(f"{'river' if i < 7 else 'road'} {i}"))
    assert len(search.slots_with("r")) == 100
    CountingText.searches = 0
    assert len(search.slots_with("ri")) == 7
    assert CountingText.searches == 100
    CountingText.searches = 0
    assert search.slots_with("riv").tolist() == list(range(7))
    assert CountingText.searches == 7
    CountingText.searches = 0
    assert len(search.slots_with("ri")) == 7
    assert CountingText.searches == 0


def test_only_a_few_recent_words_are_cached() -> None:
    search = SearchIndex()
    for i in range(100):
        search.append(CountingText(f"road {i}"))
    search.slots_with("road")
    for i in range(20):
        search.slots_with(f"z{i}")
    CountingText.searches = 0
    search.slots_with("road")
    assert CountingText.searches == 100
