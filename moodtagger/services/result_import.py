"""Results of `moodtagger analyze --json`, from this machine or others, into the open library."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from moodtagger.core.analysis_json import analysis_from_dict
from moodtagger.core.prediction import AnalysisResult
from moodtagger.store import Library

_BATCH_SIZE = 200
_MAX_LINE_BYTES = 16 << 20  # a song of ten hours has half a megabyte


@dataclass(slots=True)
class ImportSummary:
    """What became of the results.

    `known` were in the library already; `other_model` are by a model that is not the library's, by
    name; `unidentified` have no hash: failed files, and songs of a CUE sheet, which a scan
    analyzes; `damaged` lines are no results. `paths` are the files of the results, renamed.
    """

    imported: int = 0
    known: int = 0
    unidentified: int = 0
    damaged: int = 0
    other_model: dict[str, int] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    cancelled: bool = False


class PathMap:
    """Renames paths of another machine: pairs of a beginning there and the one here."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        self._pairs = sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)

    def rename(self, path: str) -> str:
        """Return the path here; the longest beginning that fits counts."""
        for there, here in self._pairs:
            folder = there.rstrip("/\\")
            rest = path[len(folder) :]
            if path.startswith(folder) and rest[:1] in ("", "/", "\\"):
                return here.rstrip("/") + rest.replace("\\", "/")
        return path


class ResultImporter:
    """Saves the analyses of results by the hash of their audio, each once.

    Files need not be here: a scan that finds a file of that audio takes its analysis.
    """

    def __init__(self, library: Library, model: str) -> None:
        self._library = library
        self._model = model
        self._any = library.analyses.analyzed_hashes(model)
        self._complete = library.analyses.analyzed_hashes(model, only_complete=True)
        self._summary = ImportSummary()

    def run(
        self,
        lines: Iterable[bytes],
        path_map: PathMap | None = None,
        *,
        on_progress: Callable[[int], None] = lambda lines: None,
        cancel: Event | None = None,
    ) -> ImportSummary:
        """Save the results of these lines in batches; a line that is damaged is left out."""
        paths = path_map or PathMap()
        batch: dict[str, AnalysisResult] = {}
        for number, line in enumerate(lines, 1):
            if cancel is not None and cancel.is_set():
                self._summary.cancelled = True
                break
            result = self._read(line)
            if result is not None and self._take(result, paths):
                batch[result.audio_hash] = result
            if len(batch) >= _BATCH_SIZE:
                self._save(batch)
                on_progress(number)
        self._save(batch)
        return self._summary

    def _read(self, line: bytes) -> AnalysisResult | None:
        if not line.strip():
            return None
        try:
            if len(line) > _MAX_LINE_BYTES:
                raise ValueError("too long")
            values = json.loads(line)
            if isinstance(values, dict) and "summary" in values:
                return None
            return analysis_from_dict(values)
        except (ValueError, RecursionError):
            self._summary.damaged += 1
            return None

    def _take(self, result: AnalysisResult, paths: PathMap) -> bool:
        """Count a result; return whether it has to be saved."""
        summary, p = self._summary, result.prediction
        if not result.audio_hash or result.error:
            summary.unidentified += 1
            return False
        if p is not None and p.model != self._model:
            summary.other_model[p.model] = summary.other_model.get(p.model, 0) + 1
            return False
        summary.paths.append(paths.rename(result.path))
        is_quick = p is not None and p.quick
        if result.audio_hash in (self._any if is_quick else self._complete):
            summary.known += 1
            return False
        self._any.add(result.audio_hash)
        if not is_quick:
            self._complete.add(result.audio_hash)
        summary.imported += 1
        return True

    def _save(self, batch: dict[str, AnalysisResult]) -> None:
        results = [(0, digest, self._model, result) for digest, result in batch.items()]
        if results:
            self._library.analyses.save(results)
        batch.clear()


def existing_files(paths: Iterable[str]) -> list[str]:
    """Return those paths that are files here, each once."""
    return [path for path in dict.fromkeys(paths) if Path(path).is_file()]
