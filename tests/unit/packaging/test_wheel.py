"""The wheel holds the app and its resources, and nothing that only developers need."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "setuptools"
]
OFFLINE_ONLY = ("moodtagger.training", "moodtagger.demo", "tests")


def packages() -> set[str]:
    """The packages that setuptools puts into the wheel."""
    find = SETTINGS["packages"]["find"]
    names = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for folder in ("moodtagger", "tests")
        for path in (ROOT / folder).rglob("__init__.py")
    }
    return {
        name
        for name in names
        if any(fnmatch(name, pattern) for pattern in find["include"])
        and not any(fnmatch(name, pattern) for pattern in find["exclude"])
    }


def pictures_of_the_manual() -> set[Path]:
    pages = (ROOT / "resources" / "docs").rglob("*.md")
    return {
        (page.parent / target).resolve()
        for page in pages
        for target in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }


def test_the_app_is_in_it_and_offline_tools_are_not() -> None:
    found = packages()
    assert {"moodtagger", "moodtagger.ui.review", "moodtagger.tags.formats"} <= found
    assert [name for name in found if name.startswith(OFFLINE_ONLY)] == []


def test_every_resource_that_the_app_opens_is_in_it() -> None:
    patterns = [pattern for files in SETTINGS["data-files"].values() for pattern in files]
    shipped = {path for pattern in patterns for path in ROOT.glob(pattern)}
    needed = [
        *(ROOT / "resources" / "translations").glob("*.qm"),
        *(ROOT / "resources" / "models" / "moodnet").iterdir(),
        *(ROOT / "resources" / "demo").iterdir(),
        *(ROOT / "resources" / "icons").iterdir(),
        *(ROOT / "resources" / "docs").glob("*.*"),
        *(ROOT / "resources" / "docs" / "players").iterdir(),
        *pictures_of_the_manual(),
    ]
    assert [path for path in needed if path not in shipped] == []
