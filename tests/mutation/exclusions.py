"""Which places of a module are no behavior: a mutant there says nothing about the tests."""

from __future__ import annotations

import ast
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Position = tuple[int, int]  # line from 1, column from 0

# Decorators that are for type checkers, refuse misuse, or only save time.
_PASSIVE_DECORATORS = {
    "abstractmethod", "cache", "functools.cache", "functools.lru_cache", "lru_cache",
    "final", "overload", "override", "runtime_checkable",
}  # fmt: skip
_LOGGERS = {"_log", "_logger", "log", "logger", "logging"}
_BOUND = re.compile(r"MAX|MIN|LIMIT|SAMPLE|PADDING|PAIR_COUNT|PROBE_COUNT|PRESELECTED|_BYTES$|_S$")
_TECHNICAL = re.compile(r"BLOCK_|BATCH|BUFFER|CACHED|CHUNK|GRACE|MEMORY|STRIDE|TIMEOUT")
_LARGE = 100  # one more or less of it is at most 1 %


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A span of a module whose mutants are left out, and the rule that says so."""

    rule: str
    start: Position
    end: Position
    operator: str = ""  # only mutants of this operator; empty for all

    def covers(self, position: Position, operator: str) -> bool:
        """Return whether a mutant that begins there is left out."""
        return self.start <= position < self.end and self.operator in ("", operator)


def exclusions_of(text: str) -> list[Exclusion]:
    """Return the places of a module where no mutant matters."""
    lines = text.split("\n")

    def position(line: int, byte: int) -> Position:
        return line, len(lines[line - 1].encode()[:byte].decode())

    return [
        Exclusion(
            rule,
            position(node.lineno, node.col_offset),
            position(node.end_lineno or node.lineno, node.end_col_offset or 0),
            operator,
        )
        for rule, node, operator in _places(ast.parse(text))
    ]


def _places(tree: ast.Module) -> Iterator[tuple[str, ast.expr | ast.stmt, str]]:
    for node in ast.walk(tree):
        for part in _annotations(node):
            yield "annotation", part, ""
        if isinstance(node, ast.If):
            for statement in _dead_branch(node):
                yield "for type checkers or another system", statement, ""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from _definition_parts(node)
        if isinstance(node, ast.FunctionDef) and node.name == "__repr__":
            yield "representation for debugging", node, ""
        if isinstance(node, ast.Call):
            yield from _call_parts(node)
    for statement in tree.body:
        for number in _bounds(statement):
            yield "bound of time or memory moved by one", number, "NumberReplacer"


def _keyword_marks(node: ast.FunctionDef) -> Iterator[tuple[str, ast.stmt, str]]:
    """The signature, where a star is no product: arguments behind it need their names."""
    signature = ast.Pass(lineno=node.lineno, col_offset=node.col_offset)
    signature.end_lineno = node.body[0].lineno
    signature.end_col_offset = node.body[0].col_offset
    yield "option that only refuses misuse", signature, "ReplaceBinaryOperator_Mul_Div"


def _call_parts(node: ast.Call) -> Iterator[tuple[str, ast.expr, str]]:
    name = ast.unparse(node.func)
    if name.rpartition(".")[0] in _LOGGERS:
        yield "log", node, ""
    for option in node.keywords:
        if name == "zip" and option.arg == "strict":
            yield "option that only refuses misuse", option.value, ""
        if name == "json.dumps" and option.arg == "indent":
            yield "blanks in a JSON file", option.value, ""


def _annotations(node: ast.AST) -> Sequence[ast.expr | ast.stmt]:
    if isinstance(node, ast.FunctionDef):
        arguments = [arg.annotation for arg in ast.walk(node.args) if isinstance(arg, ast.arg)]
        return [part for part in (node.returns, *arguments) if part is not None]
    if isinstance(node, ast.AnnAssign):
        return [node.annotation]
    return []


def _dead_branch(node: ast.If) -> Sequence[ast.stmt]:
    """The branch that never runs here, where that is decided by the system alone."""
    test = ast.unparse(node.test)
    if test == "TYPE_CHECKING":
        return node.body
    names = {part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)}
    asks_system = re.search(r"\bsys\.platform\b|\bos\.name\b|\bhasattr\((os|stat), ", test)
    if not asks_system or not names <= {"hasattr", "os", "stat", "sys"}:
        return ()
    holds = eval(test, {"os": os, "stat": stat, "sys": sys})  # nothing but the system's name
    return node.orelse if holds else node.body


def _definition_parts(
    node: ast.FunctionDef | ast.ClassDef,
) -> Iterator[tuple[str, ast.expr | ast.stmt, str]]:
    if isinstance(node, ast.FunctionDef):
        yield from _keyword_marks(node)
    for decorator in node.decorator_list:
        name = ast.unparse(decorator).partition("(")[0]
        if name in _PASSIVE_DECORATORS:
            yield "decorator without a result of its own", _with_at_sign(decorator), ""
        if name == "dataclass" and isinstance(decorator, ast.Call):
            for option in decorator.keywords:
                if option.arg in ("frozen", "slots", "kw_only"):
                    yield "option that only refuses misuse", option.value, ""


def _with_at_sign(decorator: ast.expr) -> ast.expr:
    decorator.col_offset -= 1
    return decorator


def _bounds(statement: ast.stmt) -> Iterator[ast.Constant]:
    """Numbers of a constant that nobody relies on to the last digit."""
    if isinstance(statement, ast.Assign):
        name, value = ast.unparse(statement.targets[0]), statement.value
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        name, value = ast.unparse(statement.target), statement.value
    else:
        return
    if not name.isupper():
        return
    numbers = [part for part in ast.walk(value) if isinstance(part, ast.Constant)]
    if _TECHNICAL.search(name) and len(numbers) <= 3:
        yield from numbers
    elif _BOUND.search(name):
        is_product = isinstance(value, ast.BinOp) and len(numbers) <= 3
        yield from (n for n in numbers if is_product or _is_large(n.value))


def _is_large(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) >= _LARGE
