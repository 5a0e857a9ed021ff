"""Write sources.json: the wheels of the app for the Flatpak, with addresses and hashes.

Run in the repository: python packaging/flatpak/sources.py
Asks pip's index for the versions in packaging/constraints.txt; nothing is installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(__file__).with_name("sources.json")
PYTHON = "3.13"  # of the runtime
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_34_x86_64", "manylinux2014_x86_64", "any")


def resolved() -> list[dict[str, Any]]:
    """Return what pip would download for the app and its build, one entry for each wheel."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
        command += ["--ignore-installed", "--report", str(report), "--target", folder]
        command += ["--only-binary", ":all:", "--python-version", PYTHON]
        for platform in PLATFORMS:
            command += ["--platform", platform]
        command += ["--constraint", str(ROOT / "packaging" / "constraints.txt")]
        subprocess.run([*command, *requirements(), "setuptools>=77"], check=True)
        found: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))["install"]
    return found


def requirements() -> list[str]:
    """Return the app's own dependencies, without extras."""
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return list(settings["project"]["dependencies"])


def module(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the module of flatpak-builder that installs the wheels."""
    sources = []
    for entry in entries:
        download = entry["download_info"]
        digest = download["archive_info"]["hashes"]["sha256"]
        sources.append({"type": "file", "url": download["url"], "sha256": digest})
    return {
        "name": "python-packages",
        "buildsystem": "simple",
        "build-commands": ["pip3 install --no-index --no-deps --prefix=/app *.whl"],
        "sources": sorted(sources, key=lambda source: source["url"]),
    }


if __name__ == "__main__":
    OUT.write_text(json.dumps(module(resolved()), indent=2) + "\n", encoding="utf-8")
    print(OUT)
