"""`moodtagger help`: all commands, or how filters are written."""

from __future__ import annotations

import argparse
from threading import Event

from moodtagger.core.filter_language import FIELDS

_INTRODUCTION = """A filter is a list of words and fields. A song must match all of them.

  mood:happy bpm:120-130 artist:"the who" tag:party -live

  word             in title, artist, album, genre, moods, or path; includes a mood's synonyms
  "two words"      this exact phrase
  field:value      the field has this value, or one of several: genre:rock,pop
  field:3-5        from 3 to 5; 3- is 3 or more, -5 is up to 5; 3..5 is the same
  field>3          also >=, <, <=, and = (for text: exactly this)
  field:*          the field has a value; field:"" has none
  -word -field:x   excludes it; a plain word excludes only whole words
  a | b            either one (also OR); use ( ) for groups

Case and accents are ignored.
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
