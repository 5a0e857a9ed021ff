"""Files and folders from outside: a folder is scanned, a file is heard and shown as a card."""

from __future__ import annotations

import os
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.prediction import Heard
from moodtagger.ui.jobs.job_runner import Job, Lane
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.scan import ScanControl

_Sorted = tuple[list[str], list[tuple[str, int | None]]]  # folders; files and their track ids


def dropped_paths(mime: QMimeData) -> list[str]:
    """The local files and folders of a drag, in its order, each once."""
    paths = [_local_path(url) for url in mime.urls() if url.isLocalFile()]
    return [os.path.normpath(path) for path in dict.fromkeys(paths) if path]


def _local_path(url: QUrl) -> str:
    """The path as Python has it; Qt's own words lose bytes of a name that are no UTF-8."""
    path = url.toLocalFile()
    if "\N{REPLACEMENT CHARACTER}" not in path:
        return path
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return os.fsdecode(unquote_to_bytes(encoded))


class DropControl(QObject):
    """Takes paths from a drop, a dialog or the command line."""

    playWanted = Signal(str)
    alikeWanted = Signal(object)  # a Heard
    heard = Signal(object)  # a Heard

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        scans: ScanControl,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._scans = scans
        self._jobs: dict[str, Job] = {}
        scans.finished.connect(self._added)

    def take(self, paths: Sequence[str]) -> None:
        """Find out, off this thread, what each path is; then scan or listen."""
        if paths:
            self._context.run(
                Lane.READ, lambda service, job: _sort(service, paths), self._take_sorted
            )

    def _take_sorted(self, found: _Sorted) -> None:
        folders, files = found
        if folders and not self._context.writable:
            self._context.views.messages.tell(
                self.tr("A folder cannot be added while the library is open for reading only.")
            )
        self._scans.scan(folders)
        known = {track_id for _, track_id in files if track_id is not None}
        if known:
            self._library.select(known)
            self._context.views.messages.tell(
                self.tr("Already in your library; selected in the table and on the map.")
            )
        for path, track_id in files:
            if track_id is None:
                self._listen(path)

    def _listen(self, path: str) -> None:
        from moodtagger.ui.dropped_file.card import DropCard

        stack = self._context.views.cards
        if stack.card(path) is not None:
            return
        card = DropCard(path)
        card.allow_adding(self._context.writable)
        card.addWanted.connect(self._add)
        card.playWanted.connect(self.playWanted)
        card.alikeWanted.connect(self.alikeWanted)
        card.closed.connect(self._close)
        stack.add(card)
        job = self._context.run(
            Lane.LISTEN,
            lambda service, job: service.analyse_outside(path, cancel=job.cancel),
            lambda heard: self._heard(path, heard),
            failed=lambda error: self._failed(path, error),
        )
        if job is not None:
            self._jobs[path] = job

    def _heard(self, path: str, heard: Heard | None) -> None:
        self._jobs.pop(path, None)
        card = self._context.views.cards.card(path)
        if card is not None and heard is not None:
            card.show_heard(heard)
            self.heard.emit(heard)

    def _failed(self, path: str, error: MoodtaggerError) -> None:
        self._jobs.pop(path, None)
        card = self._context.views.cards.card(path)
        if card is not None and not isinstance(error, CancelledError):
            card.show_problem(error.sentence)

    def _add(self, path: str) -> None:
        card = self._context.views.cards.card(path)
        if card is not None:
            card.show_adding()
        self._scans.scan([path])

    def _added(self, targets: list[str]) -> None:
        """A scan ended: the cards of files it took in have done their duty."""
        added = [t for t in targets if self._context.views.cards.card(t) is not None]
        for path in added:
            self._close(path)
        if added:
            self._context.run(
                Lane.READ,
                lambda service, job: _sort(service, added),
                lambda found: self._library.select({i for _, i in found[1] if i is not None}),
            )

    def _close(self, path: str) -> None:
        job = self._jobs.pop(path, None)
        if job is not None:
            job.cancel.set()
        self._context.views.cards.remove(path)


def _sort(service: Service, paths: Sequence[str]) -> _Sorted:
    """In a worker: which are folders, and which files does the library know?"""
    folders = [path for path in paths if os.path.isdir(path)]  # noqa: PTH112
    files: list[tuple[str, int | None]] = []
    for path in paths:
        if path not in folders:
            row = service.row_of(path)
            files.append((path, None if row is None else row.track_id))
    return folders, files
