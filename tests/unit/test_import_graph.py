"""No module of the package imports another in a circle, imports for type checkers included."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = "moodtagger"

Graph = dict[str, set[str]]


def module_files(package_dir: Path) -> dict[str, Path]:
    """Each module of the package by its dotted name."""
    files = {}
    for file in package_dir.rglob("*.py"):
        parts = file.relative_to(package_dir.parent).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return files


def imported_names(tree: ast.AST, package: str) -> Iterator[str]:
    """Dotted names that a module imports anywhere: at its top, in functions, under TYPE_CHECKING.

    `from a import b` yields `a.b`; whether `b` is a module or a name of `a` is for the caller.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(parents if node.level else []), *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def import_graph(package_dir: Path) -> Graph:
    """The modules that each module imports by name."""
    files = module_files(package_dir)
    graph: Graph = {}
    for module, file in files.items():
        package = module if file.name == "__init__.py" else module.rpartition(".")[0]
        names = imported_names(ast.parse(file.read_text("utf-8")), package)
        targets = {name if name in files else name.rpartition(".")[0] for name in names}
        graph[module] = (targets & files.keys()) - {module}
    return graph


def cycles(graph: Graph) -> list[list[str]]:
    """Strongly connected components of more than one module (Tarjan 1972)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = lowest[module] = len(index)
        stack.append(module)
        for target in sorted(graph[module]):
            if target not in index:
                visit(target)
            if target in stack:
                lowest[module] = min(lowest[module], lowest[target])
        if lowest[module] == index[module]:
            start = stack.index(module)
            component = stack[start:]
            del stack[start:]
            if len(component) > 1:
                found.append(sorted(component))

    for module in sorted(graph):
        if module not in index:
            visit(module)
    return found


def write_package(folder: Path, sources: Iterable[tuple[str, str]]) -> Path:
    """A package on disk with these modules."""
    package_dir = folder / "sample"
    for name, source in [("__init__.py", ""), *sources]:
        file = package_dir / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, "utf-8")
    return package_dir


def test_the_package_has_no_import_cycles() -> None:
    graph = import_graph(ROOT / PACKAGE)

    assert len(graph) > 200, "the modules were not found"
    assert cycles(graph) == []


@pytest.mark.parametrize(
    "source",
    [
        "import sample.a\n",
        "from sample.a import A\n",
        "from sample import a\n",
        "from .a import A\n",
        "from . import a\n",
        "def late():\n    from sample.a import A\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sample.a import A\n",
    ],
)
def test_an_import_of_any_form_closes_a_cycle(tmp_path: Path, source: str) -> None:
    package_dir = write_package(
        tmp_path,
        [("a.py", "from sample.b import B\n"), ("b.py", source), ("c.py", "import sample.a")],
    )

    assert cycles(import_graph(package_dir)) == [["sample.a", "sample.b"]]


def test_a_tree_of_imports_has_no_cycle(tmp_path: Path) -> None:
    package_dir = write_package(
        tmp_path,
        [
            ("a.py", "from sample.b import B\nimport json\n"),
            ("b.py", ""),
            ("sub/c.py", "from ..a import A"),
        ],
    )

    graph = import_graph(package_dir)
    assert cycles(graph) == []
    assert graph["sample.sub.c"] == {"sample.a"}


def test_no_two_classes_share_a_name() -> None:
    """A class name means one thing in the whole package."""
    named: dict[str, list[str]] = {}
    for module, file in module_files(ROOT / PACKAGE).items():
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                named.setdefault(node.name, []).append(module)
    assert {name: modules for name, modules in named.items() if len(modules) > 1} == {}


FILE_CALLS = {
    *("open", "fdopen", "stat", "lstat", "statvfs", "exists", "is_file", "is_dir", "iterdir"),
    *("listdir", "scandir", "read_text", "read_bytes", "write_text", "write_bytes", "unlink"),
}


def file_calls(source: str) -> set[str]:
    """The calls in a module that look at a file or open one."""
    called = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in called}
    return names & FILE_CALLS


def test_core_opens_no_files() -> None:
    for file in (ROOT / PACKAGE / "core").rglob("*.py"):
        assert file_calls(file.read_text("utf-8")) == set(), file
    assert file_calls("with Path(name).open() as file: pass") == {"open"}
