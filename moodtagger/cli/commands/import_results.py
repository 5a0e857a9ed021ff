"""`moodtagger import`: take results of `analyze --json` into the library."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Event

from moodtagger.cli.commands.library import open_service
from moodtagger.cli.commands.scan import print_summary, scan
from moodtagger.cli.output import ProgressLine, count_text, print_error, print_json
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.tracks import JobProgress
from moodtagger.services.result_import import ImportSummary, PathMap, existing_files
from moodtagger.services.scan.summary import ScanDepth


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Save the analyses, then scan the files that are here, which takes their analyses."""
    with open_service(write=True) as service:
        lines = _Lines(arguments.results)
        summary = service.analysis.import_results(
            lines, PathMap(arguments.map), on_progress=lines.show_progress, cancel=cancel
        )
        lines.progress.finish()
        files = existing_files(summary.paths)
        if not arguments.json:
            _print_summary(summary, len(files))
        scanned = None
        if files and not cancel.is_set():
            scanned = scan(service, files, cancel, depth=ScanDepth.QUICK, json=arguments.json)
    if arguments.json:
        counts = asdict(summary) | {"paths": len(summary.paths), "files": len(files)}
        print_json({"summary": counts})
    elif scanned is not None:
        print_summary(scanned)
    complete = not (summary.damaged or summary.other_model or summary.cancelled)
    return 0 if complete and (scanned is None or not scanned.failed) else 1


class _Lines:
    """The lines of several files, and how much of them is read."""

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths
        self._read = 0
        self._total = sum(Path(path).stat().st_size for path in paths if Path(path).is_file())
        self.progress = ProgressLine("KB")

    def __iter__(self) -> Iterator[bytes]:
        for path in self._paths:
            try:
                with Path(path).open("rb") as file:
                    for line in file:
                        self._read += len(line)
                        yield line
            except OSError as error:
                reason = error.strerror or str(error)
                raise MoodtaggerError(
                    Message.of("Cannot be read: {reason}.", reason=reason), path=path
                ) from error

    def show_progress(self, _line_count: int) -> None:
        """Show how much is read."""
        done, total = self._read >> 10, max(self._read, self._total) >> 10
        self.progress.show(JobProgress(done, total, 0, 0.0, None, ""))


def _print_summary(summary: ImportSummary, files: int) -> None:
    print(
        f"{count_text(summary.imported, 'analysis', 'analyses')} imported, "
        f"{summary.known} already in the library."
    )
    if summary.unidentified:
        what = count_text(summary.unidentified, "result")
        print(f"{what} without the hash of a file, such as failed files; a scan analyzes them.")
    for model, count in summary.other_model.items():
        print_error(f"{count_text(count, 'result')} by {model}, which is not the model in use.")
    if summary.damaged:
        print_error(f"{count_text(summary.damaged, 'line')} not from `moodtagger analyze --json`.")
    gone = len(dict.fromkeys(summary.paths)) - files
    if gone:
        print(f"{count_text(gone, 'file')} not here. Use --map OLD=NEW, or scan their folder.")
