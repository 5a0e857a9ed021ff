"""`moodtagger help`: all commands, or how filters are written."""

from __future__ import annotations

import argparse
from threading import Event

from moodtagger.core.filter_language import FIELDS

_INTRODUCTION = """A filter is a list of words and fields; a song has to match all of them.

  mood:happy bpm:120-130 artist:"the who" tag:party -live

  word             in title, artist, album, genre, moods or path; a mood's synonyms count
  "two words"      these words side by side
  field:value      the field has this value; several values with commas: genre:rock,pop
  field:3-5        from 3 to 5; 3- is 3 and more, -5 is up to 5; 3..5 is the same
  field>3          also >=, <, <= and = (for a text: exactly this)
  field:*          the field has any value; field:"" has none
  -word -field:x   without it; a plain word is then left out only where it stands alone
  a | b            one of both (also OR); ( ) join parts

Upper case and accents do not matter.
"""


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the help."""
    if arguments.topic is None:
        from moodtagger.cli.parser import build_parser

        build_parser().print_help()
        return 0
    print(_INTRODUCTION)
    width = max(len(field.name) for field in FIELDS)
    for field in FIELDS:
        choices = f" ({', '.join(field.choices)})" if field.choices else ""
        print(f"  {field.name:{width}}  {field.help}{choices}; {field.example}")
    return 0
