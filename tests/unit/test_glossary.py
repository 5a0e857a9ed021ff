"""The code speaks the field's words: old words of the project must not come back.

Checked are identifiers and docstrings of the package, the tests and the packaging scripts. The
left column is the word that was used once, the right one what to write instead; the glossary in
resources/docs/architecture.md has the same.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path
    for folder in ("moodtagger", "tests", "packaging")
    for path in (ROOT / folder).rglob("*.py")
    if path != Path(__file__)
)

INSTEAD = {
    "hear": "analyze",
    "hears": "analyzes",
    "heard": "analyzed, predicted",
    "hearing": "analysis",
    "rehear": "re-analyze",
    "anew": "again, re-",
    "alike": "similar",
    "shelf": "table",
    "shelves": "tables",
    "nursery": "forkserver",
    "crew": "executor",
    "crews": "executors",
    "lesson": "distillation, dataset",
    "lessons": "datasets",
    "victim": "process under test",
    "told": "reported, shown, known",
    "judge": "evaluate",
    "judged": "evaluated",
    "learner": "trainer",
    "ledger": "registry",
    "tether": "line",
    "bearable": "within limits",
    "whole_copy": "copy",
    "leftover": "temporary file",
    "leftovers": "temporary files",
    "slowest_share": "fraction",
}
# Words that are fine inside a longer text, but not as a part of a name.
INSTEAD_IN_NAMES = {"person": "user", "persons": "users", "wish": "query", "share": "probability"}
# Words that only matter in prose.
INSTEAD_IN_PROSE = {"she": "they", "her": "their", "the person": "the user"}

# Names that a library, a settings file or a report of an earlier version holds.
STORED_NAMES = frozenset({"heard"})

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def name_words(name: str) -> list[str]:
    """The words of an identifier in snake_case or CamelCase."""
    return [word.lower() for word in WORD.findall(name)]


def identifiers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of everything that the module names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def docstrings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of every docstring."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node, clean=False)
            if text:
                yield node.body[0].lineno, text


def found_in(text: str) -> list[str]:
    """What an identifier or a docstring of this module source uses of the old words."""
    tree = ast.parse(text)
    found = []
    for line, name in identifiers(tree):
        for word in name_words(name):
            if name not in STORED_NAMES and word in INSTEAD | INSTEAD_IN_NAMES:
                better = (INSTEAD | INSTEAD_IN_NAMES)[word]
                found.append(f"{line}: {name}: not {word!r}, but {better}")
    for line, prose in docstrings(tree):
        for word, better in (INSTEAD | INSTEAD_IN_PROSE).items():
            if re.search(rf"(?<![\w`'])(?:{word})(?![\w`])", prose, re.IGNORECASE):
                found.append(f"{line}: docstring: not {word!r}, but {better}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_old_words(path: Path) -> None:
    assert found_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "def hear(path): ...",
        "class HeardSong: ...",
        "x = 1\nfor shelf in (): ...",
        "def f(of_person): ...",
        '"""What the person wants."""',
        'def f():\n    """Songs that are alike."""',
    ],
)
def test_an_old_word_is_found(source: str) -> None:
    assert found_in(source)


def test_good_names_pass() -> None:
    assert found_in('def analyze(path):\n    """Analyze the user\'s file; another one."""') == []
