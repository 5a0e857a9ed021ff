"""`moodtagger train` on small songs: a table, a network of one's own, and what can go wrong."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from moodtagger import paths, settings
from moodtagger.cli import main
from moodtagger.inference.finetuning import checkpoint, trainer
from moodtagger.inference.model_folder import CARD, read_model_folder
from moodtagger.services.active_model import active_model
from tests.support.audio_files import tone

BAD_ROWS = {
    14: ("no such song.mp3,calm,,", "No such file"),
    15: ("nonsense.mp3,calm,,", "damaged"),
    16: ("silence.wav,calm,,", "silent"),
    17: ("00.wav,calm,2,0", "valence"),
    18: ("copy.wav,calm,,", "Same audio"),
}


@dataclass
class Home:
    """A library's home in which one network was trained; `table` has its good rows only."""

    folder: Path
    table: Path
    out: str
    err: str
    status: int


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Home:
    base = tmp_path_factory.mktemp("trained")
    music = base / "music"
    music.mkdir()
    write_table(music)
    out, err = io.StringIO(), io.StringIO()
    arguments = ["train", "--data", str(music), "--passes", "8", "--name", "mine"]
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setenv("MOODTAGGER_HOME", str(base / "home"))
        status = main(arguments)
    good = base / "music" / "good.csv"
    good.write_text("\n".join((music / "songs.csv").read_text().splitlines()[:13]))
    return Home(base / "home", good, out.getvalue(), err.getvalue(), status)


def write_table(music: Path) -> None:
    """Six noisy songs and six soft ones with moods that are new, then bad rows."""
    for i in range(12):
        write_song(music / f"{i:02}.wav", lively=i % 2 == 0, seed=i)
    (music / "nonsense.mp3").write_bytes(bytes(range(256)) * 40)
    soundfile.write(music / "silence.wav", np.zeros(48_000, np.float32), 16_000)
    shutil.copyfile(music / "00.wav", music / "copy.wav")
    with (music / "songs.csv").open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "moods", "valence", "arousal"])
        for i in range(12):
            moods, arousal = ("alone", -0.6) if i % 2 else ("campfire; happy", 0.6)
            writer.writerow([f"{i:02}.wav", moods, 0.3, arousal])
        for row, _ in BAD_ROWS.values():
            file.write(row + "\n")


def write_song(path: Path, *, lively: bool, seed: int) -> None:
    """Three seconds: a hiss that beats, or a soft low chord."""
    rng = np.random.default_rng(seed)
    y = 0.1 * tone(3.0, 16_000, 1, 90.0 + 5 * seed)[:, 0]
    if lively:
        beats = np.arange(len(y)) % 4000 < 900
        y = y + 0.5 * beats * rng.normal(0, 0.4, len(y)).clip(-1, 1)
    soundfile.write(path, y.astype(np.float32), 16_000)


def run_program(
    home: Path, *arguments: object, prelude: str = ""
) -> subprocess.CompletedProcess[str]:
    code = f"import sys\n{prelude}\nfrom moodtagger.cli import main\nsys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=os.environ | {"MOODTAGGER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.fixture
def home(trained: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A copy of it, in use by this process."""
    shutil.copytree(trained.folder, tmp_path / "home")
    monkeypatch.setenv("MOODTAGGER_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home", trained.table, trained.out, trained.err, trained.status)


def train(home: Home, *arguments: object) -> int:
    return main(["train", "--data", str(home.table), *map(str, arguments)])


def objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_bad_rows_have_line_and_reason_and_the_others_are_learned(home: Home) -> None:
    assert home.status == 1  # some rows failed
    for line, (_, reason) in BAD_ROWS.items():
        printed = [text for text in home.err.splitlines() if f"songs.csv, line {line}: " in text]
        assert len(printed) == 1, home.err
        assert reason in printed[0]
    assert "Traceback" not in home.err
    assert "12 songs, of which" in home.out
    assert "campfire (new)" in home.out


def test_the_new_network_is_whole_and_tells_of_itself(home: Home) -> None:
    folder = home.folder / "models" / "mine"
    package = read_model_folder(folder)
    bundled = read_model_folder(paths.default_model_dir())
    assert package.vocabulary.labels == (*bundled.vocabulary.labels, "alone", "campfire")
    assert package.card["name"] == "mine"
    assert package.card["licence"] == bundled.card["licence"]
    assert package.card["start"] == bundled.name
    assert ".wav" not in (folder / CARD).read_text()
    campfire = package.vocabulary.by_label("campfire")
    assert campfire.core
    assert campfire.arousal > 0.5
    # Too few held-out songs to fit anything on: what was known of the old moods stays.
    old = len(bundled.vocabulary)
    assert package.calibration.mood_slope[:old] == bundled.calibration.mood_slope
    assert package.vocabulary.by_label("sad") == bundled.vocabulary.by_label("sad")
    report = json.loads((folder / "report.json").read_text())
    assert report["version"] == package.card["version"]
    assert [fault["line"] for fault in report["bad_rows"]] == list(BAD_ROWS)
    assert {row["mood"]: row["new"] for row in report["moods"]} == {
        "happy": False,
        "alone": True,
        "campfire": True,
    }
    assert report["figures"]["other_moods_moved"] < 0.1
    assert (folder / "report.txt").read_text() in home.out
    assert [p.name for p in folder.parent.iterdir()] == ["mine"]


def test_the_new_network_can_be_used(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "use", "mine"]) == 0
    capsys.readouterr()
    song = tmp_path / "unheard.wav"
    write_song(song, lively=True, seed=13)
    assert main(["analyze", "--json", str(song)]) == 0
    (heard,) = objects(capsys)
    assert heard["model"].startswith("mine 2")
    assert heard["moods"]["campfire"] > heard["moods"]["alone"]


def test_a_killed_run_goes_on_where_it_was(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    killer = (
        "import os, signal\n"
        "from moodtagger.inference.finetuning.checkpoint import Checkpoint\n"
        "save = Checkpoint.save\n"
        "def save_and_die(self, path):\n"
        "    save(self, path)\n"
        "    if self.training_state['passes'] == 5:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "Checkpoint.save = save_and_die"
    )
    more = ("train", "--data", home.table, "--passes", "8", "--name", "again")
    killed = run_program(home.folder, *more, prelude=killer)
    assert killed.returncode == -signal.SIGKILL
    assert not (home.folder / "models" / "again").exists()
    assert train(home, "--passes", "8", "--name", "again", "--json") == 0
    report = objects(capsys)[-1]
    assert report["installed"]
    assert len(report["held_out_loss"]["passes"]) == 8
    assert not list((home.folder / "learning" / "runs").iterdir())
    first, second = (read_model_folder(home.folder / "models" / name) for name in ("mine", "again"))
    for name, value in first.tensors.items():
        np.testing.assert_array_equal(second.tensors[name], value)  # as if never interrupted


def test_ctrl_c_keeps_what_was_learned_and_a_full_disk_leaves_no_half_network(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save = checkpoint.Checkpoint.save
    passes: list[int] = []

    def save_then_interrupt(self: checkpoint.Checkpoint, path: Path) -> None:
        save(self, path)
        passes.append(self.training_state["passes"])
        if len(passes) == 3:
            signal.raise_signal(signal.SIGINT)

    def full(_folder: Path, _report: object, _text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint.Checkpoint, "save", save_then_interrupt)
    assert train(home, "--name", "other", "--passes", "5") == 1
    assert "Run the same command" in capsys.readouterr().err
    assert [p.name for p in (home.folder / "models").iterdir()] == ["mine"]
    monkeypatch.setattr("moodtagger.inference.finetuning.checkpoint.write_report", full)
    assert train(home, "--name", "other", "--passes", "5") == 1
    assert passes == [1, 2, 3, 4, 5]
    assert "No space left" in capsys.readouterr().err
    assert [p.name for p in (home.folder / "models").iterdir()] == ["mine"]


def test_what_is_worse_is_installed_only_by_force(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["models", "use", "mine"]) == 0
    before = settings.load(paths.settings_path())
    monkeypatch.setattr(trainer, "HEAD_LEARNING_RATE", 30.0)
    assert train(home, "--name", "mine", "--passes", "2") == 1
    assert "was not installed" in capsys.readouterr().err
    assert settings.load(paths.settings_path()) == before
    assert active_model().notice == ""
    assert train(home, "--name", "mine", "--passes", "2", "--force", "--json") == 0
    assert objects(capsys)[-1]["installed"]
    # It took the place of the one in use, and is in use.
    assert settings.load(paths.settings_path()).model_digest != before.model_digest
    assert active_model().folder == home.folder / "models" / "mine"
    assert active_model().notice == ""
    assert [p.name for p in (home.folder / "models").iterdir()] == ["mine"]


def test_too_few_songs_are_not_learned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "few.csv"
    table.write_text("path,moods\nno.mp3,happy\n")
    assert main(["train", "--data", str(table)]) == 1
    err = capsys.readouterr().err
    assert "few.csv, line 2: " in err
    assert "At least 10" in err
    assert not paths.user_models_dir().exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data", "nowhere"],
        ["--data", "."],
        ["--data", ""],
        ["--data", "{table}", "--name", "moodnet"],
        ["--data", "{table}", "--name", "bundled"],
        ["--data", "{table}", "--name", "../x"],
        ["--data", "{table}", "--from", "a/b"],
        ["--data", "{table}", "--passes", "0"],
        [],
    ],
)
def test_bad_usage(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    table = tmp_path / "songs.csv"
    table.write_text("path,moods\n")
    try:
        status: object = main(["train", *(a.format(table=table) for a in arguments)])
    except SystemExit as stop:
        status = stop.code
    assert status == 2


def test_a_missing_base_model_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "songs.csv").write_text("path,moods\n")
    assert main(["train", "--data", str(tmp_path), "--from", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
