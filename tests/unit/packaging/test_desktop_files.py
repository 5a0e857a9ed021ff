"""The desktop file and the metainfo: right in themselves, in step with each other, installed."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from moodtagger.audio import SUFFIXES
from moodtagger.paths import APP_NAME, resources_dir

ROOT = Path(__file__).resolve().parents[3]
DESKTOP = ROOT / "resources" / "desktop" / "moodtagger.desktop"
METAINFO = ROOT / "resources" / "desktop" / "io.github.moodtagger.moodtagger.metainfo.xml"
# Media types of the files that can be analyzed.
TYPES = {
    ".mp3": "audio/mpeg", ".flac": "audio/flac", ".ogg": "audio/x-vorbis+ogg",
    ".opus": "audio/x-opus+ogg", ".m4a": "audio/mp4", ".wma": "audio/x-ms-wma",
    ".wav": "audio/x-wav", ".aiff": "audio/x-aiff", ".ape": "audio/x-ape",
    ".wv": "audio/x-wavpack", ".mka": "audio/x-matroska",
}  # fmt: skip


@pytest.fixture(scope="module")
def entry() -> configparser.SectionProxy:
    """The desktop entry."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(DESKTOP, encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.fixture(scope="module")
def component() -> ET.Element:
    """The metainfo."""
    return ET.parse(METAINFO).getroot()


def test_files_can_be_opened_with_it(entry: configparser.SectionProxy) -> None:
    assert entry["Exec"] == "moodtagger gui %F"  # several files at once
    types = entry["MimeType"].rstrip(";").split(";")
    assert len(types) == len(set(types))
    for suffix, name in TYPES.items():
        assert suffix in SUFFIXES
        assert name in types


def test_window_icon_and_file_have_one_name(entry: configparser.SectionProxy) -> None:
    assert DESKTOP.stem == APP_NAME == entry["Icon"] == entry["StartupWMClass"]
    assert (resources_dir() / "icons" / f"{entry['Icon']}.svg").is_file()


def test_metainfo_belongs_to_the_desktop_file(
    component: ET.Element, entry: configparser.SectionProxy
) -> None:
    assert component.get("type") == "desktop-application"
    assert component.findtext("launchable") == DESKTOP.name
    assert component.findtext("name") == entry["Name"]
    assert component.findtext("provides/binary") == entry["TryExec"]
    assert METAINFO.name == f"{component.findtext('id')}.metainfo.xml"
    types = {found.text for found in component.iter("mediatype")}
    assert types <= set(entry["MimeType"].split(";"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert component.findtext("project_license") == project["license"]


def test_the_releases_are_those_of_the_changelog(component: ET.Element) -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    wanted = re.findall(r"^## \[(\d[\d.]*)\] - (\S+)$", log, flags=re.M)
    found = [(r.get("version"), r.get("date")) for r in component.iter("release")]
    assert found == wanted


def test_both_speak_german(component: ET.Element, entry: configparser.SectionProxy) -> None:
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for tag in ("summary", "description/p"):
        assert {found.get(language) for found in component.findall(tag)} == {None, "de"}
    points = [found.get(language) for found in component.iter("li")]
    assert points.count(None) == points.count("de")
    for key in ("GenericName", "Comment", "Keywords"):
        assert entry[key]
        assert entry[f"{key}[de]"]


def test_they_are_installed_where_systems_look() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = project["tool"]["setuptools"]["data-files"]
    for folder, path in (
        ("share/applications", DESKTOP),
        ("share/metainfo", METAINFO),
        ("share/icons/hicolor/scalable/apps", ROOT / "resources" / "icons" / "moodtagger.svg"),
    ):
        assert [ROOT / name for name in installed[folder]] == [path]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("appstreamcli", ["validate", "--pedantic", "--no-net", str(METAINFO)]),
        ("desktop-file-validate", [str(DESKTOP)]),
    ],
)
def test_the_systems_own_checks_pass(tool: str, arguments: list[str]) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stdout.strip() or "successful" in done.stdout
