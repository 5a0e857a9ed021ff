"""The code speaks the field's words: old words of the project must not come back.

Checked are identifiers, docstrings and comments of the package, the tests and the packaging
scripts. The left column is the old word, the right one what to write instead; the glossary in
resources/docs/architecture.md has the same.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
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
INSTEAD_IN_NAMES = {"person": "user", "persons": "users", "wish": "query"}
# Words that only matter in prose.
INSTEAD_IN_PROSE = {"she": "they", "her": "their", "the person": "the user"}

# Where a word is the field's own: the shelving filter of audio effects.
ALLOWED = {"moodtagger/demo/effects.py": {"shelf"}}

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


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Line and text of every comment."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def found_in(text: str) -> list[str]:
    """The old words in identifiers, docstrings and comments of a module, with better ones."""
    tree = ast.parse(text)
    found = []
    for line, name in identifiers(tree):
        for word in name_words(name):
            if name not in STORED_NAMES and word in INSTEAD | INSTEAD_IN_NAMES:
                better = (INSTEAD | INSTEAD_IN_NAMES)[word]
                found.append(f"{line}: {name}: not {word!r}, but {better}")
    for line, prose in [*docstrings(tree), *comments(text)]:
        for word, better in (INSTEAD | INSTEAD_IN_PROSE).items():
            if re.search(rf"(?<![\w`'])(?:{word})(?![\w`])", prose, re.IGNORECASE):
                found.append(f"{line}: prose: not {word!r}, but {better}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_old_words(path: Path) -> None:
    allowed = ALLOWED.get(path.relative_to(ROOT).as_posix(), set())
    found = found_in(path.read_text(encoding="utf-8"))
    assert [x for x in found if not any(f"not {word!r}" in x for word in allowed)] == []


@pytest.mark.parametrize(
    "source",
    [
        "def hear(path): ...",
        "class HeardSong: ...",
        "x = 1\nfor shelf in (): ...",
        "def f(of_person): ...",
        '"""What the person wants."""',
        'def f():\n    """Songs that are alike."""',
        "x = 1  # as the network heard it",
    ],
)
def test_an_old_word_is_found(source: str) -> None:
    assert found_in(source)


def test_good_names_pass() -> None:
    assert found_in('def analyze(path):\n    """Analyze the user\'s file; another one."""') == []
