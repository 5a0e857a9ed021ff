"""The words of the window, the command line and the documents: old ones must not come back.

Checked are the English texts and their German translations, the help of the command line, and
what users read: the README and the page on filters. The left column is what must not come back,
the right one what to write instead.
"""

from __future__ import annotations

import argparse
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger.cli.parser import build_parser

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"

ENGLISH = {
    r"hears?\b": "analyze",
    r"heard": "analyzed, detected",
    r"hearing": "analysis",
    r"listen(s|ed|ing)?( to| with)?\b": "analyze",
    r"anew": "again, re-",
    r"alike": "similar",
    r"networks?|network's": "model",
    r"confident": "suggested, clear",
    r"propos(e|es|ed|al|als)": "suggest, suggestion",
    r"likeliest": "most likely",
    r"(?<!in )(?<!unusual )places?": "position, folder",
    r"is away|files? away": "missing",
    r"date of change": "date modified",
    r"the way (back|from|to)|a way from|way from": "path",
    r"colou?rs of the system|colours?": "color",
    r"take (it )?back|taken back|takes? .* back": "undo, reset",
    r"go(es)? on\b": "resume, continue",
    r"under way": "running",
    r"left out|leaves? out|leaving out": "skipped, excluded",
    r"put back a copy": "restore a backup",
    r"excited": "energetic",
    r"(un)?pleasant": "positive, negative",
    r"times in 10": "a percentage",
    r"so sure|that sure|how sure": "accuracy, confidence",
    r"for reading only": "read-only",
    r"not there any more": "missing",
    r"map of feeling|plane of feeling": "map, mood map",
    r"taught|teach": "train",
    r"analyse[sd]?\b|normalise|organise|favourites?|grey\b|behaviour": "American spelling",
    r"is no (number|date|length|file|table|folder|key)\b": "is not a",
}
GERMAN = {
    r"hör(t|te|ten|en|st)\b|gehörte[nmrs]?\b|angehört|anhören": "analysieren",
    r"Ort(e|es|en)?\b": "Position, Ordner",
    r"gleichartige?\b": "ähnlich",
    r"Netz(e|es|en|werk|werke)?\b": "Modell",
    r"Lied(er|ern|es|s)?\b": "Song",
    r"Wiedergabelisten?\b": "Playlist",
    r"[Dd]u|[Dd]ein(e|er|en|em|es)?|[Dd]ich|[Dd]ir": "ohne Anrede",
    r"Wähle?|Nimm|Schließ|Gib|Hol|Leg|Öffne|Zieh|Drück": "Infinitiv",
    r"Durchsicht": "Prüfen",
    r"Berichtigung(en)?": "Korrektur",
    r"Ordner aufnehmen": "hinzufügen",
    r"nicht da\b": "fehlt",
    r"angenehm|aufgeregt": "positiv, energisch",
    r"-mal von 10": "Prozent",
}


def found_in(text: str, banned: dict[str, str]) -> list[str]:
    """Banned words of a text, with what to write instead."""
    plain = text.replace("&", "")
    hits = (
        (re.search(rf"(?<![\w-])(?:{word})(?![\w-])", plain, re.I), w) for word, w in banned.items()
    )
    return [f"{text!r}: not {hit[0]!r}, but {better}" for hit, better in hits if hit]


def messages(language: str) -> Iterator[tuple[str, str]]:
    """Source and translation of each text; the moods are words of the music, not of the window."""
    for context in ET.parse(TRANSLATIONS / f"moodtagger_{language}.ts").getroot().iter("context"):
        if context.findtext("name") == "moods":
            continue
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = translation.findall("numerusform") or [translation]
            for form in forms:
                yield message.findtext("source", ""), form.text or ""


def help_texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The help of a command and of those below it."""
    yield parser.format_help()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from help_texts(command)


def test_english_texts() -> None:
    texts = {source for source, _ in messages("de")} | {text for _, text in messages("en")}
    assert [hit for text in sorted(texts) for hit in found_in(text, ENGLISH)] == []


def test_german_texts() -> None:
    texts = sorted({text for _, text in messages("de")})
    assert [hit for text in texts for hit in found_in(text, GERMAN)] == []


def test_the_help_of_the_command_line() -> None:
    lines = [line for text in help_texts(build_parser()) for line in text.splitlines()]
    assert [hit for line in lines for hit in found_in(line, ENGLISH)] == []


@pytest.mark.parametrize("name", ["README.md", "resources/docs/filters.md"])
def test_documents(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [hit for line in lines for hit in found_in(line, ENGLISH)] == []


@pytest.mark.parametrize(
    ("text", "banned"),
    [
        ("&Hear a file…", ENGLISH),
        ("Accept confident", ENGLISH),
        ("File is away", ENGLISH),
        ("Colours", ENGLISH),
        ("Lieder gehörten dazu", GERMAN),
        ("Das Netz", GERMAN),
    ],
)
def test_an_old_word_is_found(text: str, banned: dict[str, str]) -> None:
    assert found_in(text, banned)


def test_good_texts_pass() -> None:
    assert found_in("Similar songs near this position", ENGLISH) == []
    assert found_in("Gehört zum Modell", GERMAN) == []


def test_the_desktop_files() -> None:
    folder = ROOT / "resources" / "desktop"
    lines = [
        line
        for path in (*folder.glob("*.desktop"), *folder.glob("*.xml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("Keywords")  # also what somebody searches for
    ]
    assert [hit for line in lines for hit in found_in(line, ENGLISH | GERMAN)] == []
