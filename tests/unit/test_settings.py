"""Settings: typed, whole or not at all, and forgiving about what they find."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from moodtagger import settings
from moodtagger.core.mood_preferences import MoodPreferences, MoodRole
from moodtagger.core.tag_plan import WriteMode, WritePolicy
from moodtagger.settings import Settings


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    policy = WritePolicy(WriteMode.SKIP, " / ", dimensions=True, energy=True, keep_mtime=False)
    wanted = Settings(3, ("*.mix",), theme="dark", precision=0.8, window={"a": "b"})
    wanted = wanted.with_policy(policy)
    settings.save(wanted, path)
    assert settings.load(path) == wanted
    assert settings.load(path).policy == policy
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]


def test_unknown_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"workers": 2, "crates": [1, 2]}')
    settings.save(settings.load(path), path)
    assert json.loads(path.read_text())["crates"] == [1, 2]


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == Settings()


@pytest.mark.parametrize("text", ["", "{", "[1]", "\x00\x01", '"words"'])
def test_a_damaged_file_is_kept_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert settings.load(path) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.json.bad").read_text() == text


def test_bytes_that_are_no_text_are_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"\xff\xfe\x00{")
    assert settings.load(path) == Settings()
    assert (tmp_path / "settings.json.bad").exists()


@pytest.mark.parametrize(
    "value",
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "9" * 400,
        "9" * 5000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '["\\"]", [1]]',
        "null",
        '"\\ud800"',
        "{}",
    ],
)
@pytest.mark.parametrize("name", ["workers", "volume", "precision", "theme", "full_speed"])
def test_a_strange_value_in_the_file_costs_no_other_one(
    tmp_path: Path, name: str, value: str
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"{name}": {value}, "language": "de", "later": [[1]]}}')
    found, problem = settings.load_and_check(path)
    assert getattr(found, name) == getattr(Settings(), name)
    assert found.language == "de"
    assert problem.count(name) == 1
    settings.save(found, path)
    assert settings.load_and_check(path) == (found, "")
    assert found.extra == {"later": [[1]]}


def test_texts_that_cannot_be_stored_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        '{"exclude": ["a", "\\udc80"], "mood_names": {"sad": "\\ud800", "calm": "Ruhig"},'
        ' "mood_roles": {"sad": [], "calm": "hidden"}, "later": "\\ud800"}'
    )
    found, problem = settings.load_and_check(path)
    assert found.exclude == ("a",)
    assert found.mood_names == {"calm": "Ruhig"}
    assert found.mood_roles == {"calm": "hidden"}
    assert all(name in problem for name in ("exclude", "mood_names", "mood_roles"))
    settings.save(found, path)
    assert settings.load(path) == found


def test_bytes_that_are_no_text_cost_only_their_own_value(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"language": "\xff", "workers": 2}')
    assert settings.load(path) == Settings(workers=2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_of_ours_is_neither_read_nor_moved(tmp_path: Path) -> None:
    pipe, endless, huge = (tmp_path / name for name in ("pipe", "endless", "huge"))
    os.mkfifo(pipe)
    endless.symlink_to("/dev/zero")
    huge.touch()
    os.truncate(huge, 8 << 30)
    for path in (pipe, endless, huge, tmp_path):
        found, problem = settings.load_and_check(path)
        assert found == Settings()
        assert "defaults are used" in problem
    assert len(list(tmp_path.iterdir())) == 3
    with pytest.raises(OSError, match="not a regular file"):
        settings.save(Settings(), pipe)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("workers", -1),
        ("workers", True),
        ("workers", "4"),
        ("volume", 2.5),
        ("write_mode", "destroy"),
        ("theme", 7),
        ("theme", "pink"),
        ("full_speed", 1),
        ("on_battery", "never"),
        ("separator", ""),
        ("exclude", "*.wav"),
        ("write_energy", 1),
        ("precision", 0.65),
        ("precision", 1),
        ("precision", "0.8"),
        ("window", ["x"]),
    ],
)
def test_a_value_that_does_not_fit_falls_back_alone(name: str, value: object) -> None:
    found = settings.from_dict({name: value, "language": "de"})
    assert getattr(found, name) == getattr(Settings(), name)
    assert found.language == "de"


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    settings.save(Settings(theme="dark"), path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("moodtagger.files.file_access.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings.save(Settings(theme="light"), path)
    assert settings.load(path).theme == "dark"
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]


def test_moods_come_back_and_foreign_ones_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    choice = MoodPreferences({"sad": MoodRole.HIDDEN}, {"sad": "Blue"}, {"calm": 0.9})
    settings.save(Settings().with_mood_preferences(choice), path)
    assert settings.load(path).mood_preferences == choice
    found = settings.from_dict(
        {
            "mood_roles": {"sad": "hidden", "calm": "loud", "happy": 3},
            "mood_names": {"sad": " ", "calm": "Ruhig", "happy": None},
            "mood_precisions": {"sad": 0.55, "calm": 0.5, "happy": True},
        }
    )
    wanted = MoodPreferences({"sad": MoodRole.HIDDEN}, {"calm": "Ruhig"}, {"calm": 0.5})
    assert found.mood_preferences == wanted


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(85, 175, (85, 175)), (0, 175, None), (175, 85, None), (0, 0, None)],
)
def test_a_tempo_range_needs_both_ends(
    low: int, high: int, expected: tuple[int, int] | None
) -> None:
    assert Settings(lowest_bpm=low, highest_bpm=high).bpm_range == expected
    assert settings.from_dict({"lowest_bpm": 301}).lowest_bpm == 0
