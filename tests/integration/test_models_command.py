"""`moodtagger models`, and listening when the chosen network cannot be used."""

from __future__ import annotations

import json
import pickle
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger import paths, settings
from moodtagger.cli import main
from moodtagger.core.options import is_model_name
from moodtagger.inference.model_folder import CARD, MOODS, WEIGHTS
from moodtagger.services.active_model import active_model
from moodtagger.services.installed_models import restore_interrupted_install
from tests.support.installed_models import change_card, install_tiny_model
from tests.unit.inference.test_torch_weights import UnpicklingDetector

Capture = pytest.CaptureFixture[str]


def objects(text: str) -> dict[str, dict[str, object]]:
    found = [json.loads(line) for line in text.splitlines()]
    return {str(model["name"]): model for model in found}


def chosen() -> str:
    return settings.load(paths.settings_path()).model


def test_the_list_tells_which_networks_there_are(capsys: Capture) -> None:
    install_tiny_model("mine", "7")
    assert main(["models", "list", "--json"]) == 0
    models = objects(capsys.readouterr().out)
    assert models["moodnet"]["in_use"]
    assert models["moodnet"]["bundled"]
    assert models["mine"]["version"] == "7"
    assert models["mine"]["moods"] == ["happy", "sad", "calm"]
    assert not models["mine"]["in_use"]
    assert main(["models", "list"]) == 0
    assert "mine 7 (trained by you): 3 moods" in capsys.readouterr().out


def test_a_chosen_network_listens_until_it_is_removed(
    capsys: Capture, song_file: Callable[..., Path]
) -> None:
    song = song_file("wav", "music/song.wav")
    y, rate = soundfile.read(song)
    soundfile.write(song, np.concatenate([y, y]), rate)
    assert scan(song.parent, capsys)["analysed"] == 1
    folder = install_tiny_model("mine", "7")
    assert main(["models", "use", "mine"]) == 0
    assert scan(song.parent, capsys)["analysed"] == 1  # not analyzed by this model before
    main(["list", "--json"])
    row = json.loads(capsys.readouterr().out)
    assert set(row["moods"]) == {"happy", "sad", "calm"}
    assert main(["models", "remove", "mine"]) == 0
    out = capsys.readouterr().out
    assert str(folder) in out
    assert "is used again" in out
    assert chosen() == ""
    assert list(paths.user_models_dir().iterdir()) == []
    assert scan(song.parent, capsys)["unchanged"] == 1


def scan(folder: Path, capsys: Capture) -> dict[str, int]:
    capsys.readouterr()
    assert main(["scan", "--json", str(folder)]) == 0
    summary: dict[str, int] = json.loads(capsys.readouterr().out.splitlines()[-1])["summary"]
    return summary


@pytest.mark.parametrize("action", ["use", "remove"])
@pytest.mark.parametrize("name", ["", "..", "a/b", "../mine", "a\\b", ".hidden", "x\n", "a" * 41])
def test_what_is_no_name_is_bad_usage(action: str, name: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["models", action, name])
    assert caught.value.code == 2
    assert not is_model_name(name)


def test_names_of_all_scripts_are_names() -> None:
    assert all(is_model_name(name) for name in ("mine", "Für abends 2", "ночь", "夜の音楽", "a.b"))


def test_the_bundled_network_is_not_removed(capsys: Capture) -> None:
    for name in ("bundled", "moodnet"):
        assert main(["models", "remove", name]) == 1
    assert "ships with moodtagger" in capsys.readouterr().err
    assert (paths.default_model_dir() / WEIGHTS).exists()


def test_removing_a_link_leaves_what_it_leads_to(tmp_path: Path) -> None:
    folder = install_tiny_model("mine")
    shutil.move(folder, tmp_path / "mine")
    folder.symlink_to(tmp_path / "mine")
    assert main(["models", "remove", "mine"]) == 0
    assert not folder.is_symlink()
    assert (tmp_path / "mine" / WEIGHTS).exists()


def test_the_users_models_are_private() -> None:
    install_tiny_model("mine")
    assert stat.S_IMODE(paths.user_models_dir().stat().st_mode) == 0o700


def test_an_interrupted_replacement_is_taken_back() -> None:
    folder = install_tiny_model("mine")
    folder.rename(folder.with_name(".replaced-mine"))
    restore_interrupted_install()
    assert (folder / WEIGHTS).exists()


def truncate(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:-64])


def swap_in_a_pickle(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(pickle.dumps(UnpicklingDetector()))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "truncated": truncate,
    "a pickle": swap_in_a_pickle,
    "foreign": lambda f: (f / WEIGHTS).write_bytes(b"MZ\x90" * 500),
    "no weights": lambda f: (f / WEIGHTS).unlink(),
    "another version": lambda f: change_card(f, format=2),
    "another's name": lambda f: change_card(f, name="moodnet"),
    "another hash": lambda f: change_card(f, weights_sha256="0" * 64),
    "other moods": lambda f: (f / MOODS).write_text("[]"),
    "no card": lambda f: (f / CARD).unlink(),
    "changed since": lambda f: change_card(f, version="8"),
    "gone": shutil.rmtree,
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_choice_falls_back_and_says_so(name: str, capsys: Capture) -> None:
    folder = install_tiny_model("mine")
    assert main(["models", "use", "mine"]) == 0
    DAMAGES[name](folder)
    capsys.readouterr()
    assert main(["list"]) == 0
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert main(["analyze", "no such file.wav"]) == 1
    assert err in capsys.readouterr().err
    assert err.startswith("moodtagger: Couldn't use the model “mine”. ")
    version = json.loads((paths.default_model_dir() / "card.json").read_text())["version"]
    assert f"moodnet {version}" in err
    assert active_model().folder == paths.default_model_dir()
    if name not in {"gone", "changed since"}:
        assert main(["models", "list"]) == 1
        assert "mine: " in capsys.readouterr().err
        assert main(["models", "use", "mine"]) == 1


def test_a_choice_that_is_a_path_is_not_followed(tmp_path: Path) -> None:
    folder = install_tiny_model("mine")
    shutil.move(folder, tmp_path / "mine")
    wanted = settings.Settings(model=str(tmp_path / "mine"))
    settings.save(wanted, paths.settings_path())
    assert active_model().folder == paths.default_model_dir()
    assert "not a model name" in active_model().notice


@pytest.mark.parametrize("command", ["list", "analyze x.wav", "scan .", "models use bundled"])
def test_without_any_network_there_is_a_sentence(
    command: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(paths.default_model_dir(), tmp_path / "models" / "moodnet")
    truncate(tmp_path / "models" / "moodnet")
    monkeypatch.setattr(paths, "models_dir", lambda: tmp_path / "models")
    assert main(command.split()) == 1
    err = capsys.readouterr().err
    assert "read the model's weights" in err
    assert "Reinstall moodtagger" in err
    assert main(["models", "list"]) == 1
