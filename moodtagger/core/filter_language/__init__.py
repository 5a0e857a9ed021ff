"""The filter language of the search box, of smart playlists and of every command that takes songs.

    mood:happy bpm:120-130 artist:"the who" (genre:rock | genre:pop) -live

`parse` makes a syntax tree of a text, `matching` evaluates it on many songs at once, and
`fields.FIELDS` is the one table of what can be asked.
"""

from moodtagger.core.filter_language.completion import Completion, FilterSuggestion, complete
from moodtagger.core.filter_language.editing import (
    Choice,
    chosen_keys,
    with_choice,
    without_choices,
    without_field,
)
from moodtagger.core.filter_language.errors import FilterError
from moodtagger.core.filter_language.evaluation import FilterSongs, MoodWords, matching
from moodtagger.core.filter_language.fields import FIELDS, Field, field_named
from moodtagger.core.filter_language.known_values import known_values
from moodtagger.core.filter_language.parser import FilterPart, parse, parse_parts, parse_typed
from moodtagger.core.filter_language.syntax import EVERYTHING, Node

__all__ = [
    "EVERYTHING",
    "FIELDS",
    "Choice",
    "Completion",
    "Field",
    "FilterError",
    "FilterPart",
    "FilterSongs",
    "FilterSuggestion",
    "MoodWords",
    "Node",
    "chosen_keys",
    "complete",
    "field_named",
    "known_values",
    "matching",
    "parse",
    "parse_parts",
    "parse_typed",
    "with_choice",
    "without_choices",
    "without_field",
]
