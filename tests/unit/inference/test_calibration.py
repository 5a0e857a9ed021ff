"""Calibration turns raw outputs into honest numbers and survives the card."""

import json
from dataclasses import replace

import numpy as np
import pytest

from moodtagger.inference.calibration import Calibration

NO_QUADRANT = np.zeros(4)
SOME = Calibration((2.0, 1.0), (-1.0, 0.0), 2.0, (1.5, 2.0), (0.1, 0.0), (0.5, 1.0))


def test_survives_json() -> None:
    assert Calibration.from_dict(json.loads(json.dumps(SOME.as_dict()))) == SOME


def test_moods_by_hand() -> None:
    p = SOME.moods(np.array([0.5, 0.0]))
    assert p == pytest.approx([0.5, 0.5])
    assert SOME.moods(np.array([1e6, -1e6])) == pytest.approx([1, 0])


def test_quadrant_temperature_softens() -> None:
    logits = np.array([[4.0, 0.0, 0.0, 0.0], [1e4, 0, 0, 0]])
    p = SOME.quadrant(logits)
    assert p.sum(axis=1) == pytest.approx([1, 1])
    assert p[0, 0] == pytest.approx(np.exp(2) / (np.exp(2) + 3))


def test_dimensions_stay_in_the_square() -> None:
    assert SOME.va(np.array([0.2, 3.0]), NO_QUADRANT) == pytest.approx([0.4, 1.0])
    assert SOME.va_sd(np.array([0.0, np.log(4.0)])) == pytest.approx([0.5, 2.0])


def test_quadrant_pulls_towards_itself() -> None:
    pulled = replace(SOME, va_lean=(0.2, 0.1))
    sad = np.array([-1e3, -1e3, 1e3, -1e3])
    plain = SOME.va(np.array([0.2, 0.1]), sad)
    assert pulled.va(np.array([0.2, 0.1]), sad) == pytest.approx(plain - [0.2, 0.1])
    assert pulled.va(np.array([0.2, 0.1]), NO_QUADRANT) == pytest.approx(plain)


def test_card_from_before_the_pull_has_none() -> None:
    values = SOME.as_dict()
    del values["va_lean"]
    assert Calibration.from_dict(values) == SOME


def test_neutral_changes_nothing() -> None:
    va = np.array([0.3, -0.4])
    assert Calibration.identity(2).va(va, np.array([9.0, 0, 0, 0])) == pytest.approx(va)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {**SOME.as_dict(), "va_slope": [1.0]},
        {**SOME.as_dict(), "mood_offset": [1.0]},
    ],
)
def test_foreign_card_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Calibration.from_dict(broken)
