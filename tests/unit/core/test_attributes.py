"""What a song is like besides its mood."""

from __future__ import annotations

from moodtagger.core.attributes import ATTRIBUTES, SHOWN_ATTRIBUTES


def test_tables_show_every_attribute_but_the_one_that_means_something_else_there() -> None:
    assert set(ATTRIBUTES) - set(SHOWN_ATTRIBUTES) == {"energy"}
    assert [name for name in ATTRIBUTES if name in SHOWN_ATTRIBUTES] == list(SHOWN_ATTRIBUTES)
