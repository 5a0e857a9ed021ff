"""The entry in the applications menu of a Linux desktop, for programs installed by pip or pipx."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import platformdirs

from moodtagger import paths
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.files.file_access import write_whole

_ICON = "icons/hicolor/scalable/apps/moodtagger.svg"
_ENTRY = "applications/moodtagger.desktop"
_METADATA = "metainfo/io.github.moodtagger.moodtagger.metainfo.xml"


def integrate() -> list[Path]:
    """Write menu entry, icon and metadata into the user's data folder; return what was written."""
    _check_system()
    shared = _resources()
    entry = (shared[_ENTRY]).read_text(encoding="utf-8")
    program = _program()
    entry = entry.replace("\nExec=moodtagger", f"\nExec={_quoted(program)}")
    entry = entry.replace("\nTryExec=moodtagger", f"\nTryExec={program}")
    contents = {
        _ENTRY: entry.encode(),
        _ICON: shared[_ICON].read_bytes(),
        _METADATA: shared[_METADATA].read_bytes(),
    }
    written = []
    for name, data in contents.items():
        path = _data_home() / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        except OSError as error:
            raise MoodtaggerError(
                Message.of("Couldn't write this file ({error}).", error=error.strerror or error),
                path=path,
                advice=Message.of("Check the permissions of its folder and try again."),
            ) from error
        written.append(path)
    return written


def remove_integration() -> list[Path]:
    """Remove what `integrate` wrote; return what was there."""
    _check_system()
    removed = []
    for name in (_ENTRY, _ICON, _METADATA):
        path = _data_home() / name
        if path.is_file():
            path.unlink()
            removed.append(path)
    return removed


def _check_system() -> None:
    if not sys.platform.startswith("linux"):
        raise MoodtaggerError(
            Message.of("Menu entries are available on Linux only."),
            advice=Message.of("On this system, run moodtagger-gui."),
        )


def _data_home() -> Path:
    return Path(platformdirs.user_data_dir())


def _resources() -> dict[str, Path]:
    """Find the files in a checkout, or in `share/` of an installed program."""
    resources = paths.resources_dir()
    if (desktop := resources / "desktop").is_dir():
        return {
            _ENTRY: desktop / "moodtagger.desktop",
            _ICON: resources / "icons" / "moodtagger.svg",
            _METADATA: desktop / Path(_METADATA).name,
        }
    share = resources.parent
    return {name: share / name for name in (_ENTRY, _ICON, _METADATA)}


def _program() -> str:
    """Return the command of this installation, wherever the menu is started from."""
    beside = Path(sys.prefix) / "bin" / "moodtagger"
    if beside.exists():
        return str(beside)
    return shutil.which("moodtagger") or "moodtagger"


def _quoted(path: str) -> str:
    """Quote an argument as desktop entries want it."""
    # Once as an argument, and the backslash of that once more, as in every text of the file.
    escaped = "".join(f"\\\\{c}" if c in '"`$' else c for c in path.replace("%", "%%"))
    return f'"{escaped}"' if set(path) & set(" \t\"'><~|&;$*?#()`") else escaped
