"""Text without case and accents, for search, and the order of names, the same everywhere.

The standard library's tables of Unicode are used and no locale, so that window and command line
agree on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_ACCENTS = re.compile("[\u0300-\u036f]+")  # of Latin, Greek and Cyrillic letters
_LATIN_NAME = re.compile(r"LATIN SMALL (?:LETTER|LIGATURE) ([A-Z]{1,2})(?: WITH .*)?")
_OTHER_LATIN = {"ı": "i", "ð": "d", "þ": "th", "ŋ": "n", "ĸ": "k"}

_DIGITS = re.compile("[0-9]+")
_DIGIT_WIDTH = 12
_ARTICLES = "the|an?|der|die|das|les?|la|el|los|las|il|gli"
_LEADING_ARTICLE = re.compile(rf"^(?:(?:{_ARTICLES}) +|l['\u2019] *)(?=\S)", re.MULTILINE)
_TRAILING_ARTICLE = re.compile(rf"(?<=\S), *(?:{_ARTICLES}|l['\u2019])$", re.MULTILINE)
_SORT_NAME_MARK = "\0"  # before the sort name, in no text of a tag


class _BaseLetters(dict[int, str]):
    """Letters that no decomposition ends at, such as ø, by the name that Unicode gives them."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        match = _LATIN_NAME.fullmatch(unicodedata.name(letter, ""))
        self[code] = _OTHER_LATIN.get(letter) or (match[1].lower() if match else letter)
        return self[code]


_BASE_LETTERS = _BaseLetters()


def fold(text: str) -> str:
    """Remove case and accents: "Ärger" and "ARGER", "Bjørk" and "bjork" are the same."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", folded)).translate(_BASE_LETTERS)


def fold_all(texts: Sequence[str]) -> list[str]:
    """Fold many texts: all at once, then only the non-ASCII ones on their own."""
    joined = "\n".join(texts).casefold()
    folded = joined.split("\n") if texts else []
    if len(folded) != len(texts):  # a text of several lines
        return list(map(fold, texts))
    return folded if joined.isascii() else [t if t.isascii() else fold(t) for t in folded]


def natural_key(folded: str) -> str:
    """Return the sort key of a folded text, with numbers by value ("track 2" < "track 10")."""
    return _DIGITS.sub(lambda match: match[0].zfill(_DIGIT_WIDTH), folded)


def name_for_order(name: str, sort_name: str) -> str:
    """Join a name and the name to sort it by; see `shown_name` and `order_keys`."""
    return f"{name}{_SORT_NAME_MARK}{sort_name}" if sort_name else name


def names_for_order(names: Sequence[str], sort_names: Sequence[str]) -> Sequence[str]:
    """Return `name_for_order` of each name."""
    if not any(sort_names):
        return names
    return list(map(name_for_order, names, sort_names))


def shown_name(joined: str) -> str:
    """Return the name of what `name_for_order` returned."""
    return joined.partition(_SORT_NAME_MARK)[0]


def order_key(name: str) -> str | None:
    """Return the sort key of a name; see `order_keys`."""
    return order_keys([name])[0]


def order_keys(names: Sequence[str]) -> list[str | None]:
    """Return the sort keys of names, None for those without text, which come last.

    A sort name (see `name_for_order`) goes before the name; else its article does not count.
    """
    keys: list[str | None] = [None] * len(names)
    sort_names = [i for i, name in enumerate(names) if _SORT_NAME_MARK in name]
    others = [i for i, name in enumerate(names) if _SORT_NAME_MARK not in name]
    for indices, article in ((sort_names, False), (others, True)):
        texts = [_cleaned(names[i].rpartition(_SORT_NAME_MARK)[2]) for i in indices]
        for i, key in zip(indices, _text_keys(texts, leading_article=article), strict=True):
            keys[i] = key or None
    return keys


def _text_keys(texts: Sequence[str], *, leading_article: bool) -> list[str]:
    if not texts:
        return []
    joined = "\n".join(fold_all(texts))
    joined = _TRAILING_ARTICLE.sub("", joined)
    if leading_article:
        joined = _LEADING_ARTICLE.sub("", joined)
    return [key.strip() for key in natural_key(joined).split("\n")]


def _cleaned(text: str) -> str:
    """Return the text on one line, without what cannot be seen."""
    if text.isprintable():
        return text.strip()
    spaced = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return " ".join(spaced.split())
