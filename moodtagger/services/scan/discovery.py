"""Discovery of audio files below folders, whatever else those hold."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import NamedTuple

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.options import IGNORE_MARKERS, is_junk
from moodtagger.files.open_files import FileIdentity
from moodtagger.services.scan.playlist_reading import is_playlist, playlist_songs
from moodtagger.services.scan.system_filesystems import system_filesystems
from moodtagger.store import FileStamp
from moodtagger.tags import is_temp_file

# Names of audio and video that are not in `audio.SUFFIXES`: probed, and named when left out.
_MEDIA_SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3gpp", ".3g2", ".f4v", ".f4a", ".m4p", ".mj2"}
    | {".webm", ".mkv", ".mk3d", ".ogx", ".ogv", ".ogm", ".fla", ".mpga", ".m2a", ".mpa", ".adts"}
    | {".mpg", ".mpeg", ".vob", ".ts", ".m2ts", ".mts", ".avi", ".divx", ".flv", ".wmv", ".asf"}
    | {".rm", ".ra", ".ram", ".rmvb", ".amr", ".awb", ".eac3", ".ec3", ".mlp", ".thd", ".dff"}
    | {".bwf", ".bw64", ".voc", ".sf", ".ircam", ".nist", ".sph", ".sd2", ".avr", ".iff", ".8svx"}
    | {".ofr", ".ofs", ".shn", ".la", ".aa", ".aax", ".mpp", ".mp+", ".oma", ".at3", ".qcp"}
    | {".mid", ".midi", ".kar", ".mod", ".xm", ".s3m", ".it", ".raw", ".pcm", ".gsm"}
)
# Not worth opening: there are many of them in music folders.
_OTHER_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".svg", ".pdf", ".txt"}
    | {".nfo", ".log", ".md5", ".sfv", ".ffp", ".accurip", ".lrc", ".html", ".htm", ".xml", ".url"}
    | {".db", ".ini", ".md", ".rtf", ".doc", ".docx", ".json", ".zip", ".rar", ".7z", ".gz"}
    | {".m3u", ".m3u8", ".pls", ".xspf", ".cue", ".wpl", ".py", ".exe", ".dll", ".torrent"}
    | {".sqlite", ".sqlite-wal", ".sqlite-shm", ".csv", ".opf", ".srt", ".vtt", ".sub", ".idx"}
)


@dataclass(frozen=True, slots=True)
class AudioFileEntry:
    """A regular file that is a song by its name, or what the other fields say.

    `error` is set for what could not be accessed. `alias_of` is the path by which the same file was
    found before. `unproven` is True where only the content can show whether it is a song; see
    `probing`. `left_out` says why a folder is not searched. `is_cue_sheet` is True for what is no
    song but may divide one.
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    error: str = ""
    alias_of: str = ""
    unproven: bool = False
    left_out: str = ""
    ctime_ns: int = 0
    is_cue_sheet: bool = False

    def is_unchanged(self, stamp: FileStamp | None) -> bool:
        """Return whether the file is as the scan found it that made the stamp."""
        return stamp is not None and (stamp.size, stamp.mtime_ns) == (self.size, self.mtime_ns)

    def is_same_state(self, now: FileIdentity) -> bool:
        """Return whether nobody wrote to the file, renamed or replaced it since it was found."""
        return (self.size, self.mtime_ns, self.ctime_ns) == (now.size, now.mtime_ns, now.ctime_ns)


def has_audio_suffix(path: str | os.PathLike[str]) -> bool:
    """Return whether a file has the suffix of an audio format."""
    # Imported here, since the window opens a library without any of the decoders.
    from moodtagger.audio import SUFFIXES

    return Path(path).suffix.lower() in SUFFIXES


def real_path(target: str | os.PathLike[str]) -> str:
    """Return the canonical absolute path of a file or folder, without `..` and links.

    A song with two names must not be in the library twice. Loops and missing parts stay as they
    are.
    """
    return os.path.realpath(os.fspath(target))


def find_audio_files(
    targets: Iterable[str | os.PathLike[str]],
    *,
    exclude: Sequence[str] = (),
    cancel: Event | None = None,
    with_aliases: bool = False,
    with_cue_sheets: bool = False,
) -> Iterator[AudioFileEntry]:
    """Yield the audio files at or below `targets`, each once, folder by folder in name order.

    `exclude` holds glob patterns, matched against the whole path and against each name. Linked
    folders are followed after all others and linked files come last, so that each is found by its
    own name where it has one here. Loops are not followed; pipes, devices and what the system
    only shows as files are left out, as are trash and companion files. The songs of a playlist are
    yielded in its place. A missing target or a folder that cannot be opened is
    yielded with its `error`. Further names of a file are yielded only `with_aliases`, CUE sheets
    in the folders only `with_cue_sheets`.
    """
    names: dict[tuple[int, ...], str] = {}  # of the files by their identity
    links: list[tuple[str, os.stat_result | _Unproven]] = []
    for path, found in _find_names(targets, exclude, cancel):
        if isinstance(found, AudioFileEntry):
            if with_cue_sheets or not found.is_cue_sheet:
                yield found
        elif Path(path).is_symlink():
            links.append((path, found))
        else:
            yield from _entries(path, found, names, with_aliases)
    for path, info in links:
        yield from _entries(path, info, names, with_aliases)


def add_by_known_name(
    files: dict[str, AudioFileEntry], found: AudioFileEntry, known: Container[str]
) -> None:
    """Add a file by the name that the library knows, else by the first one that was found."""
    path = found.path
    if path not in known and Path(path).is_symlink() and real_path(path) in known:
        path = real_path(path)
    if found.alias_of:
        if path not in known or found.alias_of in known:
            return
        files.pop(found.alias_of, None)
    files[path] = found


class _Unproven(NamedTuple):
    """A file whose name does not say that it is a song."""

    info: os.stat_result


def _entries(
    path: str,
    found: os.stat_result | _Unproven,
    names: dict[tuple[int, ...], str],
    with_aliases: bool,
) -> Iterator[AudioFileEntry]:
    """Yield a file, unless it was found by another name and aliases are not wanted."""
    unproven = isinstance(found, _Unproven)
    info = found.info if isinstance(found, _Unproven) else found
    identity = (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns)
    first = names.setdefault(identity, path) if info.st_ino else path  # 0: the system has none
    if first == path or with_aliases:
        yield AudioFileEntry(
            *(path, info.st_size, info.st_mtime_ns),
            alias_of="" if first == path else first,
            unproven=unproven,
            ctime_ns=info.st_ctime_ns,
        )


_Found = tuple[str, os.stat_result | _Unproven | AudioFileEntry]  # an entry is no song


def _find_names(
    targets: Iterable[str | os.PathLike[str]], exclude: Sequence[str], cancel: Event | None
) -> Iterator[_Found]:
    """Yield every name of every audio file, or what could not be accessed."""
    seen: set[tuple[int, int]] = set()
    system_devices = system_filesystems()
    for target in targets:
        path = real_path(target)
        try:
            info = os.stat(path)  # noqa: PTH116 - the mode is needed before knowing the kind
        except OSError as error:
            message = _error_message(error)
            if os.path.exists(target):  # noqa: PTH110 - a stream, such as /dev/stdin
                path, message = os.fspath(target), Message.of("This is not a regular file.")
            yield path, AudioFileEntry(path, error=message)
            continue
        if info.st_dev in system_devices:
            error_text = Message.of("This belongs to the system and contains no music.")
            yield path, AudioFileEntry(path, error=error_text)
        elif stat.S_ISDIR(info.st_mode):
            for name, found in _walk(path, exclude, seen, system_devices, cancel):
                if _device(found) not in system_devices:
                    yield name, found
        elif not stat.S_ISREG(info.st_mode):
            yield path, AudioFileEntry(path, error=Message.of("This is not a regular file."))
        elif is_playlist(path):
            yield from _playlist_files(path)
        else:
            yield path, info


def _device(found: os.stat_result | _Unproven | AudioFileEntry) -> int | None:
    if isinstance(found, AudioFileEntry):
        return None
    return found.info.st_dev if isinstance(found, _Unproven) else found.st_dev


def _playlist_files(playlist: str) -> Iterator[_Found]:
    """Yield the songs of a playlist, each once; one that cannot be found with its error."""
    try:
        songs = playlist_songs(playlist)
    except MoodtaggerError as error:
        yield playlist, AudioFileEntry(playlist, error=error.full_message)
        return
    if not songs:
        yield playlist, AudioFileEntry(playlist, error=Message.of("This playlist has no songs."))
    for song in dict.fromkeys(songs):
        if song.error:
            yield song.path, AudioFileEntry(song.path, error=song.error)
            continue
        path = real_path(song.path)
        try:
            info = os.stat(path)  # noqa: PTH116
        except OSError as error:
            yield path, AudioFileEntry(path, error=_error_message(error))
            continue
        yield path, info


def _walk(
    root: str,
    exclude: Sequence[str],
    seen: set[tuple[int, int]],
    system_devices: Container[int],
    cancel: Event | None,
) -> Iterator[_Found]:
    pending, linked = [root], list[str]()
    while pending or linked:
        if cancel is not None and cancel.is_set():
            raise CancelledError
        folder = pending.pop() if pending else linked.pop(0)
        try:
            identity = os.stat(folder)  # noqa: PTH116
            if (identity.st_dev, identity.st_ino) in seen or identity.st_dev in system_devices:
                continue
            seen.add((identity.st_dev, identity.st_ino))
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield folder, AudioFileEntry(folder, error=_error_message(error))
            continue
        marker = next((entry.name for entry in listed if entry.name in IGNORE_MARKERS), None)
        if marker and folder != root:
            yield folder, AudioFileEntry(folder, left_out=_marked_message(marker))
            continue
        listed = [
            entry
            for entry in listed
            if not is_junk(os.sep + entry.name) and not _is_excluded(entry, exclude)
        ]
        yield from _audio_files(listed)
        folders = [entry for entry in listed if _is_dir(entry)]
        pending.extend(entry.path for entry in reversed(folders) if not entry.is_symlink())
        linked.extend(entry.path for entry in folders if entry.is_symlink())


def _marked_message(marker: str) -> Message:
    return Message.of('Skipped because this folder contains "{name}".', name=marker)


def cue_sheets_in(folder: str) -> list[str]:
    """Return the CUE sheets in a folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.path for entry in entries if _is_cue_sheet(entry))
    except OSError:
        return []


def _is_cue_sheet(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(".cue") and not entry.name.startswith("._")


def _audio_files(entries: Iterable[os.DirEntry[str]]) -> Iterator[_Found]:
    for entry in entries:
        if _is_cue_sheet(entry):
            yield entry.path, AudioFileEntry(entry.path, is_cue_sheet=True)
            continue
        is_named = has_audio_suffix(entry.name)
        if is_temp_file(entry.path) or (not is_named and not _may_be_media(entry)):
            continue
        try:
            info = entry.stat()
        except OSError as error:
            # A dangling link is no song; anything else is reported.
            if not entry.is_symlink():
                yield entry.path, AudioFileEntry(entry.path, error=_error_message(error))
            continue
        if not stat.S_ISREG(info.st_mode):
            continue
        yield entry.path, info if is_named else _Unproven(info)


def _may_be_media(entry: os.DirEntry[str]) -> bool:
    """Return whether the name or the first bytes of a file are those of audio or video."""
    suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 - called for every file
    if suffix in _OTHER_SUFFIXES:
        return False
    try:
        if not entry.is_file():
            return False
        if suffix in _MEDIA_SUFFIXES:
            return True
        from moodtagger.audio.probe import HEAD_BYTES, has_media_signature

        with open(entry.path, "rb", buffering=0, opener=_open_nonblocking) as file:
            return has_media_signature(file.read(HEAD_BYTES))
    except OSError:
        return False


def _open_nonblocking(path: str, flags: int) -> int:
    """Open without blocking: the file may have become a pipe since."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_excluded(entry: os.DirEntry[str], patterns: Sequence[str]) -> bool:
    return any(
        fnmatch.fnmatch(entry.name, pattern) or fnmatch.fnmatch(entry.path, pattern)
        for pattern in patterns
    )


def _error_message(error: OSError) -> Message:
    if isinstance(error, FileNotFoundError):
        return Message.of("No such file or folder. Check the name, or connect its drive.")
    if isinstance(error, PermissionError):
        return Message.of(
            "You don't have permission to read this. Change its permissions and scan again."
        )
    return Message.of("Couldn't read this: {error}.", error=error.strerror or error)
