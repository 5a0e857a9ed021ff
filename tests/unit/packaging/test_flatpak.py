"""The Flatpak may not use the network, and gets wheels of known hashes."""

from __future__ import annotations

import runpy
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "packaging" / "flatpak"
MANIFEST = FOLDER / "io.github.moodtagger.moodtagger.yml"


def test_it_has_no_network_and_only_the_music_folder() -> None:
    lines = [line.split("#")[0] for line in MANIFEST.read_text("utf-8").splitlines()]
    assert not any("share=network" in line for line in lines)
    assert [line.strip() for line in lines if "--filesystem" in line] == [
        "- --filesystem=xdg-music"
    ]
    assert f"id: {MANIFEST.stem}" in lines


def test_each_source_has_a_hash() -> None:
    make = runpy.run_path(str(FOLDER / "sources.py"))["module"]
    info = {"url": "https://x/a.whl", "archive_info": {"hashes": {"sha256": "ab"}}}
    assert make([{"download_info": info}])["sources"] == [
        {"type": "file", "url": "https://x/a.whl", "sha256": "ab"}
    ]
