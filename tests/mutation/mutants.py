"""Which mutants a module has: cosmic-ray's operators, and calls that are left out."""

from __future__ import annotations

import ast
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from tests.mutation.exclusions import Position, exclusions_of

DELETE_CALL = "DeleteCall"
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


def sample(paths: Sequence[Path], count: int, seed: int) -> tuple[list[Mutant], int, Counter[str]]:
    """Choose `count` mutants of all modules together, the same ones for the same seed.

    Returns them, how many there were to choose from, and how many each rule had left out.
    """
    everything: list[Mutant] = []
    left_out: Counter[str] = Counter()
    for path in paths:
        mutants, rules = mutants_of(path)
        everything += mutants
        left_out += rules
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    return sorted(chosen, key=lambda m: (m.path, m.line)), len(everything), left_out


def mutants_of(path: Path) -> tuple[list[Mutant], Counter[str]]:
    """Return the mutants of a module that matter, and how many each rule left out."""
    text = path.read_text(encoding="utf-8")
    exclusions = exclusions_of(text)
    found, left_out = [], Counter[str]()
    for operator, occurrence, position in _occurrences(text):
        rules = [e.rule for e in exclusions if e.covers(position, operator)]
        if rules:
            left_out[rules[0]] += 1
        else:
            found.append(Mutant(path, position[0], operator, occurrence))
    return found, left_out


def _occurrences(text: str) -> Iterator[tuple[str, int, Position]]:
    nodes = list(ast_nodes(get_ast(text)))
    for name in _OPERATORS:
        operator = _operator(name)
        positions = (start for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, position in enumerate(positions):
            yield name, occurrence, position
    for occurrence, node in enumerate(_call_statements(text)):
        yield DELETE_CALL, occurrence, (node.lineno, node.col_offset)


def _operator(name: str) -> Any:
    return cosmic_ray.plugins.get_operator(f"core/{name}")()


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
