"""The file of the tag map: what is written is read back, and nothing else is accepted."""

import json
from pathlib import Path
from typing import Any

import pytest

from moodtagger.core.errors import ModelError
from moodtagger.core.tag_map import TagMap, TagPoint
from moodtagger.files.model_files import load_tag_map, save_tag_map

CALM = TagPoint("calm", "mood", ("Calm", "Peaceful"), -0.5, 1.0, 0.55, -0.6, 135, 0.81)
RAP = TagPoint("Rap", "genre", ("Rap",), 1.0, -1.0, None, None, 57, None)


def entry(**changes: Any) -> dict[str, Any]:
    whole = {"label": "calm", "kind": "mood", "words": ["Calm"], "x": 0, "y": 0.5}
    whole |= {"valence": 0.1, "arousal": None, "songs": 3, "auc": 0.7}
    return whole | changes


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "tag_map.json"
    save_tag_map(TagMap([CALM, RAP]), path)
    read = load_tag_map(path)
    assert list(read) == [CALM, RAP]
    assert read[0].words == ("Calm", "Peaceful")


def test_a_complete_entry_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tag_map.json"
    path.write_text(json.dumps([entry()]))
    assert load_tag_map(path)[0].y == 0.5


HOSTILE = [
    "",
    "{}",
    "[1]",
    "[" * 100_000,
    json.dumps([{"label": "calm"}]),
    json.dumps([entry(extra=1)]),
    json.dumps([entry(), entry()]),
    json.dumps([entry(label="")]),
    json.dumps([entry(label="calm\n\u202eevil")]),
    json.dumps([entry(label=["calm"])]),
    json.dumps([entry(words="Calm")]),
    json.dumps([entry(words=[1])]),
    json.dumps([entry(kind=["mood"])]),
    json.dumps([entry(x=float("nan"))]),
    json.dumps([entry(y=1.01)]),
    json.dumps([entry(y=10**400)]),
    json.dumps([entry(valence="0.1")]),
    json.dumps([entry(auc=float("inf"))]),
    json.dumps([entry(songs=True)]),
    json.dumps([entry(songs=-1)]),
    json.dumps([entry(label="x" * 2_000_000)]),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24] or "empty")
def test_other_files_are_refused_with_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tag_map.json"
    path.write_text(text)
    with pytest.raises(ModelError) as caught:
        load_tag_map(path)
    assert caught.value.reason.startswith("The mood map is not usable")
    assert caught.value.reason.endswith(".")
    assert caught.value.advice


def test_missing_and_binary_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00[")
    for name in ("missing", "binary"):
        with pytest.raises(ModelError):
            load_tag_map(tmp_path / name)


@pytest.mark.parametrize(("label", "is_valid"), [("x", True), ("x" * 80, True), ("x" * 81, False)])
def test_labels_have_a_letter_and_an_end(label: str, is_valid: bool) -> None:
    entry = {**TagMap([RAP]).to_entries()[0], "label": label}
    if is_valid:
        assert TagMap.from_entries([entry])[0].label == label
        return
    with pytest.raises(ValueError, match="not a single line"):
        TagMap.from_entries([entry])


@pytest.mark.parametrize(
    ("changes", "is_valid"),
    [
        ({"songs": 0}, True),
        ({"songs": 999_999_999}, True),
        ({"songs": 1_000_000_000}, False),
        ({"songs": 1.0}, False),
        ({"x": -1, "y": 1}, True),
        ({"x": -1.01}, False),
        ({"x": 1.01}, False),
        ({"x": None}, False),
        ({"valence": -1.0, "arousal": 1}, True),
        ({"valence": -1.01}, False),
        ({"arousal": 1.01}, False),
        ({"valence": None, "arousal": None, "auc": None}, True),
        ({"auc": 0}, True),
        ({"auc": 1}, True),
        ({"auc": -0.01}, False),
        ({"auc": 1.01}, False),
        ({"kind": "genre"}, True),
        ({"kind": "artist"}, False),
        ({"words": []}, True),
        ({"words": ["x" * 80]}, True),
        ({"words": ["x" * 81]}, False),
    ],
)
def test_which_values_a_word_may_have(changes: dict[str, Any], is_valid: bool) -> None:
    if is_valid:
        assert TagMap.from_entries([entry(**changes)]).to_entries() == [entry(**changes)]
        return
    with pytest.raises(ValueError, match=r"has no valid|not a single line"):
        TagMap.from_entries([entry(**changes)])
