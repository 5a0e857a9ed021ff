"""Install competing programs into a virtual environment of their own."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path

from tests.benchmarks.speed.interleaved_runs import Subject, SubjectError, SubjectProcess
from tests.support.trial_results import Log

LIBROSA_BASELINE, BLISS = "the librosa baseline", "bliss-audio"
ESSENTIA_MEL, ESSENTIA_EXTRACTOR = "essentia, loader and mel", "essentia, MusicExtractor"
_INSTALL_TIMEOUT_S = 900

# Package, requirements to try, and subjects. bliss-audio 0.2.0 was seen to die of an
# illegal instruction on processors without AVX-512; the version before it is tried then.
_PACKAGES: tuple[tuple[str, tuple[str, ...], tuple[Subject, ...]], ...] = (
    ("bliss-audio", ("bliss-audio", "bliss-audio<0.2"), (Subject(BLISS, "bliss"),)),
    (
        "essentia",
        ("essentia",),
        (
            Subject(ESSENTIA_MEL, "essentia_pipelines", "mel"),
            Subject(ESSENTIA_EXTRACTOR, "essentia_pipelines", "extractor", slow=True),
        ),
    ),
)


def prepare_competitors(folder: Path, song: Path, log: Log) -> tuple[list[Subject], dict[str, str]]:
    """Install what can be installed and analyzes `song`; returns the subjects and problems.

    The librosa baseline runs with moodtagger's own librosa and torch, so that the versions agree.
    """
    subjects, notes = [Subject(LIBROSA_BASELINE, "librosa_baseline")], {}
    python = _create_environment(folder / "peers", log)
    for package, requirements, package_subjects in _PACKAGES:
        for requirement in requirements:
            log(f"{requirement} is installed")
            failure = _install(python, requirement) or _check_runs(
                package_subjects[0], python, song
            )
            name = f"{package} {_installed_version(python, package)}".strip()
            if not failure:
                notes[name] = "takes part"
                subjects += [_with_python(entry, python) for entry in package_subjects]
                break
            notes[requirement if name == package else name] = failure
    return subjects, notes


def _create_environment(folder: Path, log: Log) -> str:
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        log("an environment for the others is made")
        venv.create(folder, with_pip=True)
    return str(python)


def _install(python: str, requirement: str) -> str:
    """Install a package; returns the reason it failed, or ""."""
    command = [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", requirement]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        return f"it was not installed within {_INSTALL_TIMEOUT_S} s"
    if not result.returncode:
        return ""
    errors = [line for line in result.stderr.splitlines() if line.startswith("ERROR")]
    # The report must not name the user's package index.
    message = re.sub(
        r"\w+://\S+|host='[^']*'", "the index", (errors or ["no reason was given"])[-1]
    )
    return f"it cannot be installed ({message[:200]})"


def _check_runs(subject: Subject, python: str, song: Path) -> str:
    """Check that a subject runs; returns the reason it does not, or ""."""
    try:
        process = SubjectProcess(_with_python(subject, python))
    except SubjectError as error:
        return str(error)
    try:
        return str(process.analyze(song).get("error", ""))
    except SubjectError as error:
        return str(error)
    finally:
        process.close()


def _installed_version(python: str, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    result = subprocess.run([python, "-c", code], capture_output=True, text=True)
    return result.stdout.strip()


def _with_python(subject: Subject, python: str) -> Subject:
    return Subject(subject.name, subject.script, subject.mode, python, subject.slow)
