"""Sections of a page that benches write; what lies outside of them stays as it is."""

from __future__ import annotations

from pathlib import Path

PERFORMANCE = Path(__file__).parents[2] / "resources" / "docs" / "performance.md"


def replace_section(path: Path, name: str, text: str) -> None:
    """Put `text` between `<!-- name -->` and `<!-- /name -->`; without them, at the page's end.

    Raises ValueError when the page has one of the two marks only, or has one twice.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    section = f"{begin}\n{text.strip()}\n{end}"
    marks = page.count(begin), page.count(end)
    if marks == (0, 0):
        page = f"{page.rstrip()}\n\n{section}\n".lstrip()
    elif marks == (1, 1) and page.index(begin) < page.index(end):
        before, rest = page.split(begin)
        page = before + section + rest.split(end)[1]
    else:
        raise ValueError(f"{path.name} does not have the marks {begin} and {end} once each")
    path.write_text(page, encoding="utf-8")
