"""Which mutants a module has: cosmic-ray's operators, and calls that are left out."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

DELETE_CALL = "delete-call"
# Each comparison and each arithmetic operator has a dozen replacements; one of each kind will do.
_OPERATORS = (
    "AddNot",
    "ExceptionReplacer",
    "NumberReplacer",
    "RemoveDecorator",
    "ReplaceAndWithOr",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Div_Mul",
    "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBreakWithContinue",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_In_NotIn",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceContinueWithBreak",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_Delete_USub",
    "ZeroIterationForLoop",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One way to break a line: an operator and which of its occurrences in the module."""

    path: Path
    line: int
    operator: str
    occurrence: int

    def source(self) -> str:
        """The module's text with this mutation."""
        text = self.path.read_text(encoding="utf-8")
        if self.operator == DELETE_CALL:
            return _without_call(text, self.occurrence)
        mutated = mutate_code(text, _operator(self.operator), self.occurrence)
        assert mutated is not None, self
        return str(mutated)


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a module, those that change nothing at run time left out."""
    text = path.read_text(encoding="utf-8")
    without_effect = _annotation_lines(ast.parse(text))
    nodes = list(ast_nodes(get_ast(text)))
    found = [
        Mutant(path, line, name, occurrence)
        for name in _operator_names()
        for occurrence, line in enumerate(_lines(nodes, name))
        if line not in without_effect
    ]
    calls = [Mutant(path, n.lineno, DELETE_CALL, i) for i, n in enumerate(_call_statements(text))]
    return found + calls


def sample(paths: Sequence[Path], count: int, seed: int) -> list[Mutant]:
    """`count` mutants of all modules together, the same ones for the same seed."""
    everything = [mutant for path in paths for mutant in mutants_of(path)]
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    return sorted(chosen, key=lambda mutant: (mutant.path, mutant.line))


def _operator_names() -> list[str]:
    wanted = set(_OPERATORS)
    return [n for n in cosmic_ray.plugins.operator_names() if n.partition("/")[2] in wanted]


def _operator(name: str) -> Any:
    return cosmic_ray.plugins.get_operator(name)()


def _lines(nodes: Sequence[Any], name: str) -> Iterator[int]:
    operator = _operator(name)
    for node in nodes:
        for start, _ in operator.mutation_positions(node):
            yield start[0]


def _annotation_lines(tree: ast.Module) -> set[int]:
    """Lines of annotations and of imports for type checkers: mutating them has no effect."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        for part in _annotations(node):
            lines.update(range(part.lineno, (part.end_lineno or part.lineno) + 1))
    return lines


def _annotations(node: ast.AST) -> Sequence[ast.expr | ast.stmt]:
    if isinstance(node, ast.FunctionDef):
        arguments = [arg.annotation for arg in ast.walk(node.args) if isinstance(arg, ast.arg)]
        return [part for part in (node.returns, *arguments) if part is not None]
    if isinstance(node, ast.AnnAssign) and node.value is None:
        return [node]
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return [node]
    return []


def _call_statements(text: str) -> list[ast.Expr]:
    """Statements that only call something: leaving one out is what a careless edit does."""
    return [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]


def _without_call(text: str, occurrence: int) -> str:
    node = _call_statements(text)[occurrence]
    lines = text.split("\n")
    assert node.end_lineno is not None
    lines[node.lineno - 1 : node.end_lineno] = [" " * node.col_offset + "pass"]
    return "\n".join(lines)
