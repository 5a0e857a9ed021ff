"""What else people could run on their songs, installed into an environment of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path

from tests.benchmarks.speed.interleaved_runs import Contestant, Entry, OutError
from tests.support.trial_results import Log

TUTORIAL, BLISS = "the tutorial way", "bliss-audio"
ESSENTIA_MEL, EXTRACTOR = "essentia, loader and mel", "essentia, MusicExtractor"
_INSTALL_S = 900

# The package, what to ask the index for, and who then runs. bliss-audio 0.2.0 was seen to die of an
# illegal instruction on processors without AVX-512; the version before it is tried then.
_PACKAGES: tuple[tuple[str, tuple[str, ...], tuple[Entry, ...]], ...] = (
    ("bliss-audio", ("bliss-audio", "bliss-audio<0.2"), (Entry(BLISS, "bliss"),)),
    (
        "essentia",
        ("essentia",),
        (
            Entry(ESSENTIA_MEL, "essentia_pipelines", "mel"),
            Entry(EXTRACTOR, "essentia_pipelines", "extractor", slow=True),
        ),
    ),
)


def prepare(folder: Path, song: Path, log: Log) -> tuple[list[Entry], dict[str, str]]:
    """Install what can be installed and hears `song`; the entries, and what there is to tell.

    The tutorial way needs librosa and torch only: it runs with those that moodtagger has, so that
    both have the same versions.
    """
    entries, told = [Entry(TUTORIAL, "librosa_baseline")], {}
    python = _environment(folder / "peers", log)
    for package, wanted, who in _PACKAGES:
        for request in wanted:
            log(f"{request} is installed")
            why = _install(python, request) or _try(who[0], python, song)
            name = f"{package} {_version(python, package)}".strip()
            if not why:
                told[name] = "takes part"
                entries += [_with(entry, python) for entry in who]
                break
            told[request if name == package else name] = why
    return entries, told


def _environment(folder: Path, log: Log) -> str:
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        log("an environment for the others is made")
        venv.create(folder, with_pip=True)
    return str(python)


def _install(python: str, request: str) -> str:
    """Why it cannot be installed, or nothing."""
    command = [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", request]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL_S)
    except subprocess.TimeoutExpired:
        return f"it was not installed within {_INSTALL_S} s"
    if not done.returncode:
        return ""
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    # Which index somebody's pip asks is nobody's business.
    told = re.sub(r"\w+://\S+|host='[^']*'", "the index", (errors or ["no reason was given"])[-1])
    return f"it cannot be installed ({told[:200]})"


def _try(entry: Entry, python: str, song: Path) -> str:
    """Why it does not run here, or nothing."""
    try:
        contestant = Contestant(_with(entry, python))
    except OutError as error:
        return str(error)
    try:
        return str(contestant.hear(song).get("error", ""))
    except OutError as error:
        return str(error)
    finally:
        contestant.close()


def _version(python: str, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True)
    return done.stdout.strip()


def _with(entry: Entry, python: str) -> Entry:
    return Entry(entry.name, entry.file, entry.what, python, entry.slow)
