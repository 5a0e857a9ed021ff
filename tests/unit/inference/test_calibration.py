"""Calibration formulas, computed by hand, and the JSON form of the parameters."""

import json
from dataclasses import replace

import numpy as np
import pytest

from moodtagger.inference.calibration import Calibration

NO_QUADRANT = np.zeros(4)
CALIBRATION = Calibration((2.0, 1.0), (-1.0, 0.0), 2.0, (1.5, 2.0), (0.1, 0.0), (0.5, 1.0))


def test_json_round_trip() -> None:
    assert Calibration.from_dict(json.loads(json.dumps(CALIBRATION.as_dict()))) == CALIBRATION


def test_moods_by_hand() -> None:
    p = CALIBRATION.moods(np.array([0.5, 0.0]))
    assert p == pytest.approx([0.5, 0.5])
    assert CALIBRATION.moods(np.array([1e6, -1e6])) == pytest.approx([1, 0])


def test_temperature_softens_the_quadrant() -> None:
    logits = np.array([[4.0, 0.0, 0.0, 0.0], [1e4, 0, 0, 0]])
    p = CALIBRATION.quadrant(logits)
    assert p.sum(axis=1) == pytest.approx([1, 1])
    assert p[0, 0] == pytest.approx(np.exp(2) / (np.exp(2) + 3))


def test_valence_and_arousal_stay_within_the_plane() -> None:
    assert CALIBRATION.va(np.array([0.2, 3.0]), NO_QUADRANT) == pytest.approx([0.4, 1.0])
    assert CALIBRATION.va_sd(np.array([0.0, np.log(4.0)])) == pytest.approx([0.5, 2.0])


def test_quadrant_pulls_valence_and_arousal() -> None:
    pulled = replace(CALIBRATION, va_lean=(0.2, 0.1))
    sad = np.array([-1e3, -1e3, 1e3, -1e3])
    plain = CALIBRATION.va(np.array([0.2, 0.1]), sad)
    assert pulled.va(np.array([0.2, 0.1]), sad) == pytest.approx(plain - [0.2, 0.1])
    assert pulled.va(np.array([0.2, 0.1]), NO_QUADRANT) == pytest.approx(plain)


def test_card_without_lean_is_read_as_zero() -> None:
    values = CALIBRATION.as_dict()
    del values["va_lean"]
    assert Calibration.from_dict(values) == CALIBRATION


def test_identity_changes_nothing() -> None:
    va = np.array([0.3, -0.4])
    assert Calibration.identity(2).va(va, np.array([9.0, 0, 0, 0])) == pytest.approx(va)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {**CALIBRATION.as_dict(), "va_slope": [1.0]},
        {**CALIBRATION.as_dict(), "mood_offset": [1.0]},
    ],
)
def test_incomplete_parameters_are_refused(broken: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Calibration.from_dict(broken)


CURVES = (((-1.0, -0.5), (0.0, 0.0), (2.0, 0.6)), ((-2.0, -0.7), (0.5, 0.0), (1.0, 0.2)))


def test_curves_lead_to_the_scale_of_ratings() -> None:
    calibration = replace(Calibration.identity(2), va_curves=CURVES)
    raw = np.array([[-0.5, 0.5], [1.0, 0.75], [-2.0, -2.5], [3.0, 9.0]])
    quadrant = np.eye(4)[[1, 0, 2, 0]]  # where the points are
    out = calibration.va(raw, quadrant)
    assert out == pytest.approx(np.array([[-0.25, 0.01], [0.3, 0.1], [-1.0, -0.84], [0.9, 1.0]]))
    assert calibration.va(raw[0], quadrant[0]) == pytest.approx(out[0])


def test_a_point_is_never_beyond_the_axes_of_its_quadrant() -> None:
    calibration = replace(Calibration.identity(2), va_curves=CURVES)
    out = calibration.va(np.array([[-0.5, 0.75], [0.5, 0.0]]), np.eye(4)[[0, 2]])
    assert out == pytest.approx(np.array([[0.01, 0.1], [-0.01, -0.14]]))


def test_curves_survive_json() -> None:
    calibration = replace(CALIBRATION, va_curves=CURVES)
    assert Calibration.from_dict(json.loads(json.dumps(calibration.as_dict()))) == calibration


@pytest.mark.parametrize(
    "curves",
    [
        (CURVES[0],),
        (CURVES[0], CURVES[1][:2]),
        (CURVES[0][:1], CURVES[1][:1]),
        (CURVES[0], ((0.0, 0.0), (0.0, 1.0), (1.0, 2.0))),
        (CURVES[0], ((0.0,), (1.0,), (2.0,))),
    ],
)
def test_impossible_curves_are_refused(curves: object) -> None:
    with pytest.raises(ValueError, match=r"curve|unpack"):
        Calibration.from_dict(CALIBRATION.as_dict() | {"va_curves": curves})


@pytest.mark.parametrize(
    ("quadrant", "signs"), [(0, [1, 1]), (1, [-1, 1]), (2, [-1, -1]), (3, [1, -1])]
)
def test_which_signs_a_quadrant_has(quadrant: int, signs: list[int]) -> None:
    logits = np.eye(4)[quadrant] * 1e4
    assert CALIBRATION.expected_signs(logits) == pytest.approx(signs)


def test_an_expected_sign_is_a_difference_of_probabilities() -> None:
    logits = np.log([0.4, 0.3, 0.2, 0.1]) * 2  # the temperature
    assert CALIBRATION.quadrant(logits) == pytest.approx([0.4, 0.3, 0.2, 0.1])
    assert CALIBRATION.expected_signs(logits) == pytest.approx([0.0, 0.4])


def test_no_probability_is_too_small_to_compare() -> None:
    assert CALIBRATION.moods(np.array([-1e6, -1e6])) == pytest.approx([1 / (1 + np.exp(50))] * 2)


def test_identity_of_moods_is_the_logistic_function() -> None:
    identity = Calibration.identity(3)
    logits = np.array([-1.0, 0.0, 2.0])
    assert identity.moods(logits) == pytest.approx(1 / (1 + np.exp(-logits)))
    assert identity.quadrant(np.log([4.0, 3, 2, 1])) == pytest.approx([0.4, 0.3, 0.2, 0.1])
    assert identity.va_sd(np.log([4.0, 0.25])) == pytest.approx([2.0, 0.5])
    assert identity.va(np.array([-1.5, 0.5]), NO_QUADRANT) == pytest.approx([-1.0, 0.5])


def test_a_card_of_before_has_no_curves() -> None:
    values = replace(CALIBRATION, va_curves=CURVES).as_dict()
    del values["va_curves"]
    assert Calibration.from_dict(values) == CALIBRATION


def test_a_curve_may_be_a_straight_line() -> None:
    lines = (((0.0, 0.1), (1.0, 0.6)), ((-1.0, -0.2), (1.0, 0.2)))
    calibration = Calibration.from_dict(CALIBRATION.as_dict() | {"va_curves": lines})
    calibration = replace(calibration, va_slope=(1.0, 1.0), va_offset=(0.0, 0.0))
    out = calibration.va(np.array([[0.5, 0.5], [1.4, 1.5]]), np.eye(4)[[0, 0]])
    assert out == pytest.approx(np.array([[0.35, 0.1], [0.8, 0.3]]))


def test_a_point_at_a_corner_of_a_curve_is_exactly_there() -> None:
    calibration = replace(Calibration.identity(2), va_curves=CURVES)
    out = calibration.va(np.array([[2.0, 0.5], [-1.0, 1.0]]), np.eye(4)[[0, 1]])
    assert out == pytest.approx(np.array([[0.6, 0.01], [-0.5, 0.2]]))


def test_the_correlation_of_the_errors_is_kept() -> None:
    calibration = replace(CALIBRATION, va_correlation=0.25)
    assert Calibration.from_dict(json.loads(json.dumps(calibration.as_dict()))) == calibration
    older = {name: x for name, x in calibration.as_dict().items() if name != "va_correlation"}
    assert Calibration.from_dict(older).va_correlation == 0.0


@pytest.mark.parametrize("correlation", [1.5, -2.0, float("nan")])
def test_impossible_correlations_are_refused(correlation: float) -> None:
    with pytest.raises(ValueError, match="correlation"):
        Calibration.from_dict(CALIBRATION.as_dict() | {"va_correlation": correlation})
