"""The documents for developers name files and pages that exist; modules keep their size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted(
    [
        *(ROOT / "resources" / "docs").rglob("*.md"),
        *(ROOT / ".github").rglob("*.md"),
        ROOT / "README.md",
    ]
)
# A path is written from the root, from the package, or from the tests.
BASES = (ROOT, ROOT / "moodtagger", ROOT / "tests", ROOT / "resources")
MAX_LINES, MAX_MODULES = 400, 640


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_named_files_exist(page: Path) -> None:
    names = re.findall(r"`([\w/.-]+/[\w.-]+\.(?:py|json|sh|toml))`", page.read_text("utf-8"))
    missing = [name for name in names if not any((base / name).exists() for base in BASES)]
    assert missing == []


def test_modules_keep_their_size() -> None:
    modules = list((ROOT / "moodtagger").rglob("*.py"))
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in modules}
    too_long = {ids(path): lines for path, lines in lengths.items() if lines > MAX_LINES}
    assert too_long == {}
    assert len(modules) <= MAX_MODULES
    assert sorted(lengths.values())[len(modules) // 2] >= 120
