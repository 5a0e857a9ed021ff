"""The pages for users say what the program says: names, messages, commands and formats."""

from __future__ import annotations

import re
import runpy
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from moodtagger.audio import SUFFIXES
from moodtagger.core.tag_plan import TargetPlayer
from moodtagger.tags.fields import PLAYER_PROFILES

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "resources" / "docs"
PAGES = ("start", "map", "review", "similar", "playlists", "taste", "questions")
# Emphasized, and no text of the window.
EMPHASIZED = {"clear", "likely", "smart playlist", "completely at once", "Preliminary"}


def text_of(page: str) -> str:
    return (DOCS / f"{page}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """All texts of the program, without mnemonics and dots."""
    root = ET.parse(ROOT / "resources" / "translations" / "moodtagger_de.ts").getroot()
    sources = (found.text or "" for found in root.iter("source"))
    return {re.sub(r"(\N{HORIZONTAL ELLIPSIS}|:)$", "", s.replace("&", "")) for s in sources}


@pytest.mark.parametrize("page", PAGES)
def test_named_parts_of_the_window_exist(page: str, texts: set[str]) -> None:
    text = re.sub(r"```.*?```|`[^`]*`|\*\*.*?\*\*", "", text_of(page), flags=re.S)
    named = {
        " ".join(name.rstrip("\N{HORIZONTAL ELLIPSIS}?").split())
        for name in re.findall(r"(?<![*\w])\*([^*]+)\*(?![*\w])", text)
    }
    known = {text.rstrip("?") for text in texts}
    assert named - known - EMPHASIZED == set()


def test_explained_messages_exist(texts: set[str]) -> None:
    messages = re.findall(r"^\| \*\*(.*?)\*\* \|", text_of("troubleshooting"), flags=re.M)
    assert len(messages) > 40
    assert [message for message in messages if message not in texts] == []


def test_the_commands_are_those_of_the_parser() -> None:
    page = runpy.run_path(str(ROOT / "packaging" / "command_line.py"))["page"]
    assert text_of("command-line") == page(), "run: python packaging/command_line.py"


def test_every_scanned_suffix_is_named() -> None:
    rows = text_of("formats").split("## What is written")[0]
    assert set(re.findall(r"`(\.\w+)`", rows.split("Other names")[0])) == SUFFIXES


@pytest.mark.parametrize("player", [p for p in TargetPlayer if p is not TargetPlayer.GENERIC])
def test_each_player_has_a_page_with_what_is_written_for_it(player: TargetPlayer) -> None:
    page, profile = text_of(f"players/{player}"), PLAYER_PROFILES[player]
    assert f"`moodtagger tag --for {player}`" in page
    assert f"`{profile.separator}`" in page
    assert f"(players/{player}.md)" in text_of("README")
    if profile.new_id3_version == 3:
        assert "ID3v2.3" in page


def test_the_site_has_every_page() -> None:
    nav = (ROOT / "packaging" / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:")[1]
    named = set(re.findall(r"[\w/-]+\.md", nav)) - {"model-card.md"}  # made by site_hooks.py
    assert named == {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
