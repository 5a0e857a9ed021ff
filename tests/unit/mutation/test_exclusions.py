"""Mutants that say nothing about the tests are left out, and no others."""

from __future__ import annotations

import pytest

from tests.mutation.exclusions import exclusions_of

MODULE = """
import logging
import sys
from dataclasses import dataclass
from functools import cache

MAX_COVER_BYTES = 20 << 20
_HEADER_SIZE = 27
_RATES = (44100, 48000)
_TIMEOUT_S = 3
log = logging.getLogger(__name__)


@dataclass(frozen=True, order=False)
class Point:
    x: int = 4

    def __repr__(self) -> str:
        return str(self.x + 5)


@cache
def double(ä: "int | 6" = 7, *, b: int = 0) -> int:
    log.debug("double %d", ä + 8)
    if sys.platform == "no such system":
        return 9
    return sum(a * b for a, b in zip((2,), (ä,), strict=True))
"""


@pytest.mark.parametrize(
    ("part", "operator", "rule"),
    [
        ("20 <<", "NumberReplacer", "bound"),
        ("20\n", "NumberReplacer", "bound"),
        ("20 <<", "ReplaceBinaryOperator_LShift_RShift", ""),
        ("27", "NumberReplacer", ""),
        ("44100", "NumberReplacer", ""),
        ("3\n", "NumberReplacer", "bound"),
        ("True, order", "ReplaceTrueWithFalse", "option"),
        ("False)", "ReplaceFalseWithTrue", ""),
        ("4\n", "NumberReplacer", ""),
        ("5)", "NumberReplacer", "representation"),
        ("@cache", "RemoveDecorator", "decorator"),
        ("@dataclass", "RemoveDecorator", ""),
        ("6", "NumberReplacer", "annotation"),
        ("7,", "NumberReplacer", ""),
        ("*, b", "ReplaceBinaryOperator_Mul_Div", "option"),
        ("8)", "NumberReplacer", "log"),
        ("9\n", "NumberReplacer", "another system"),
        ("* b", "ReplaceBinaryOperator_Mul_Div", ""),
        ("True))", "ReplaceTrueWithFalse", "option"),
    ],
)
def test_what_is_no_behavior_is_left_out(part: str, operator: str, rule: str) -> None:
    before = MODULE[: MODULE.index(part)]
    position = before.count("\n") + 1, len(before) - before.rindex("\n") - 1
    rules = [e.rule for e in exclusions_of(MODULE) if e.covers(position, operator)]
    assert rules == ([] if not rule else rules[:1])
    assert not rule or rule in rules[0]
