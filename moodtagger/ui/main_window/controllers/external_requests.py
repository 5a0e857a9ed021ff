"""Requests from outside: dropped files, and files passed by a second instance."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, QUrl, Signal

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import SongRow
from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.scan import ScanController

_SortedPaths = tuple[list[str], list[tuple[str, int | None]]]  # folders; files and their track ids


def dropped_paths(mime: QMimeData) -> list[str]:
    """Return the local files and folders of a drag in order, each once."""
    paths = [_local_path(url) for url in mime.urls() if url.isLocalFile()]
    return [os.path.normpath(path) for path in dict.fromkeys(paths) if path]


def _local_path(url: QUrl) -> str:
    """Return the path as Python has it; Qt's own text loses bytes that are not UTF-8."""
    path = url.toLocalFile()
    if "\N{REPLACEMENT CHARACTER}" not in path:
        return path
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return os.fsdecode(unquote_to_bytes(encoded))


class DropController(QObject):
    """Opens paths from a drop, a dialog or the command line."""

    playRequested = Signal(str)
    similarRequested = Signal(object)  # AnalysisResult
    fileAnalyzed = Signal(object)  # AnalysisResult

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        scans: ScanController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._scans = scans
        self._jobs: dict[str, Job] = {}
        scans.finished.connect(self._scan_finished)

    def open_paths(self, paths: Sequence[str]) -> None:
        """Scan folders, select known files and analyze others; looked up off this thread."""
        if paths:
            self._context.run(
                JobQueue.READ, lambda service, job: _sort_paths(service, paths), self._open_sorted
            )

    def _open_sorted(self, found: _SortedPaths) -> None:
        folders, files = found
        if folders and not self._context.writable:
            self._context.views.messages.show_message(
                self.tr("The library is open read-only, so you can't add a folder.")
            )
        self._scans.scan(folders)
        known = {track_id for _, track_id in files if track_id is not None}
        if known:
            self._library.select(known)
            self._context.views.messages.show_message(
                self.tr("Already in your library. Selected in the table and on the map.")
            )
        for path, track_id in files:
            if track_id is None:
                self._analyze(path)

    def _analyze(self, path: str) -> None:
        from moodtagger.ui.dropped_file_card import DroppedFileCard

        stack = self._context.views.cards
        if stack.card(path) is not None:
            return
        card = DroppedFileCard(path)
        card.allow_adding(self._context.writable)
        card.addRequested.connect(self._add_to_library)
        card.playRequested.connect(self.playRequested)
        card.similarRequested.connect(self.similarRequested)
        card.showRequested.connect(self._show_copies)
        card.closed.connect(self._close_card)
        stack.add(card)
        job = self._context.run(
            JobQueue.DECODE,
            lambda service, job: _analyze(service, path, job),
            lambda found: self._show_result(path, *found),
            failed=lambda error: self._failed(path, error),
        )
        if job is not None:
            self._jobs[path] = job

    def _show_result(self, path: str, result: AnalysisResult | None, copies: list[SongRow]) -> None:
        self._jobs.pop(path, None)
        card = self._context.views.cards.card(path)
        if card is not None and result is not None:
            card.show_result(result)
            if copies:
                card.show_copies(copies)
                self._library.select({row.track_id for row in copies})
            self.fileAnalyzed.emit(result)

    def _failed(self, path: str, error: MoodtaggerError) -> None:
        self._jobs.pop(path, None)
        card = self._context.views.cards.card(path)
        if card is not None and not isinstance(error, CancelledError):
            card.show_error(error.full_message)

    def _show_copies(self, track_ids: set[int]) -> None:
        self._context.views.show_page("songs")
        self._library.select(track_ids)

    def _add_to_library(self, path: str) -> None:
        card = self._context.views.cards.card(path)
        if card is not None:
            card.show_adding()
        self._scans.scan([path])

    def _scan_finished(self, targets: list[str]) -> None:
        """Close the cards of files that the scan has added, and select their songs."""
        added = [t for t in targets if self._context.views.cards.card(t) is not None]
        for path in added:
            self._close_card(path)
        if added:
            self._context.run(
                JobQueue.READ,
                lambda service, job: _sort_paths(service, added),
                lambda found: self._library.select({i for _, i in found[1] if i is not None}),
            )

    def _close_card(self, path: str) -> None:
        job = self._jobs.pop(path, None)
        if job is not None:
            job.cancel.set()
        self._context.views.cards.remove(path)


def _analyze(service: Service, path: str, job: Job) -> tuple[AnalysisResult | None, list[SongRow]]:
    """Analyze a file, and find its copies in the library; runs on a worker."""
    result = service.analysis.analyze_file(path, cancel=job.cancel)
    if result is None:
        return None, []
    ids = service.recordings.songs_of(result)
    return result, service.tracks.rows(ids) if ids else []


def _sort_paths(service: Service, paths: Sequence[str]) -> _SortedPaths:
    """Separate folders from files, and look up the files' track ids; runs on a worker."""
    folders = [path for path in paths if os.path.isdir(path)]  # noqa: PTH112
    files: list[tuple[str, int | None]] = []
    for path in paths:
        if path not in folders:
            row = service.tracks.find(path)
            files.append((path, None if row is None else row.track_id))
    return folders, files


_POLL_MS = 300


class ExternalRequestsController(QObject):
    """Opens files passed by a second instance, and reopens the window in another language."""

    def __init__(
        self,
        context: AppContext,
        open_paths: Callable[[list[str]], None],
        reopen: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._open_paths = open_paths
        self._reopen = reopen
        self._pending_paths: list[str] = []
        self._poll_timer = QTimer(self, interval=_POLL_MS)
        self._poll_timer.timeout.connect(self._reopen_after_writes)

    def open_paths(self, paths: Sequence[str]) -> None:
        """Bring the window to the front and open the paths that a second instance passed."""
        window = self._context.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        self._pending_paths += paths
        if self._context.service is not None:
            self.open_pending()

    def open_pending(self) -> None:
        """Open the paths that arrived before the library was open."""
        pending, self._pending_paths = self._pending_paths, []
        if pending:
            self._open_paths(pending)

    def set_language(self, language: str) -> None:
        """Reopen the window in a language: "" for the system's, "en" or "de"."""
        if language == self._context.settings.language:
            return
        self._context.settings = replace(self._context.settings, language=language)
        self._reopen_after_writes()

    def _reopen_after_writes(self) -> None:
        """Reopen once no files are being written, as closing would cancel the rest of them."""
        if any(job.queue is JobQueue.WRITE for job in self._context.runner.jobs):
            if not self._poll_timer.isActive():
                self._poll_timer.start()
                self._context.views.messages.show_message(
                    self.tr("The language changes when writing is finished."),
                    topic="language",
                )
            return
        self._poll_timer.stop()
        self._reopen()
