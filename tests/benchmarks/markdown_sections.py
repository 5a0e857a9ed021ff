"""Sections of a page that benches write; what lies outside of them stays as it is."""

from __future__ import annotations

from pathlib import Path

PERFORMANCE = Path(__file__).parents[2] / "resources" / "docs" / "performance.md"


def replace_section(path: Path, name: str, text: str) -> None:
    """Put `text` between `<!-- name -->` and `<!-- /name -->`; without them, at the page's end.

    Raises ValueError when the page has one of the two marks only, or has one twice.
    """
    start_mark, end_mark = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    section = f"{start_mark}\n{text.strip()}\n{end_mark}"
    mark_counts = page.count(start_mark), page.count(end_mark)
    if mark_counts == (0, 0):
        page = f"{page.rstrip()}\n\n{section}\n".lstrip()
    elif mark_counts == (1, 1) and page.index(start_mark) < page.index(end_mark):
        before, after = page.split(start_mark)
        page = before + section + after.split(end_mark)[1]
    else:
        raise ValueError(
            f"{path.name} does not have the marks {start_mark} and {end_mark} once each"
        )
    path.write_text(page, encoding="utf-8")
