"""Analysis of files by the workers of a Dask cluster, which see them at the same paths."""

from __future__ import annotations

import importlib
import socket
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice
from threading import Event, Lock
from typing import Any
from urllib.parse import urlsplit

from moodtagger import __version__
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AnalysisResult
from moodtagger.inference.predictor import Predictor
from moodtagger.services.active_model import active_model, model_info
from moodtagger.services.workers.worker import Operation, Task, analyze_pinned

_WAITING_PER_THREAD = 3  # enough for a worker never to wait for its next file
_RETRIES = 2  # of a file whose worker raised; lost workers' files are retried by the scheduler
_CONNECT_TIMEOUT_S = 10
_one_at_a_time = Lock()


def analyze_on_cluster(
    scheduler: str,
    paths: Iterable[str],
    on_result: Callable[[AnalysisResult], None],
    *,
    quick: bool = False,
    cancel: Event | None = None,
) -> None:
    """Send files to the workers and pass on each result once, as soon as it is there.

    A file whose worker was lost goes to another one; after some losses it fails. Raises
    MoodtaggerError when there is no such cluster, or when its workers differ from this program.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise MoodtaggerError(
            Message.of("Analysis on a cluster is not installed."),
            advice=Message.of("Install it with: pip install moodtagger[cluster]"),
        ) from error
    _check_address(scheduler)
    with distributed.Client(scheduler, set_as_default=False) as client:
        waiting = _WAITING_PER_THREAD * _check_workers(client)
        unsent = iter(dict.fromkeys(paths))
        submit = _Submitter(client, quick)
        first = [submit(path) for path in islice(unsent, waiting)]
        running = distributed.as_completed(first, loop=client.loop)
        for future in running:
            if cancel is not None and cancel.is_set():
                submit.cancel()
                return
            on_result(submit.take(future))
            for path in islice(unsent, 1):
                running.add(submit(path))


def _check_address(scheduler: str) -> None:
    """Raise MoodtaggerError where nothing listens: Dask would go on trying in the background."""
    try:
        address = urlsplit(scheduler)
        host, port = address.hostname or "", address.port or 0
        socket.create_connection((host, port), _CONNECT_TIMEOUT_S).close()
    except (OSError, ValueError) as error:
        raise MoodtaggerError(
            Message.of("There is no Dask scheduler at {address}.", address=scheduler)
        ) from error


class _Submitter:
    """Submits files, and knows which file a future is of."""

    def __init__(self, client: Any, quick: bool) -> None:
        self._client = client
        self._quick = quick
        self._paths: dict[Any, str] = {}

    def __call__(self, path: str) -> Any:
        future = self._client.submit(
            analyze_on_worker, path, self._quick, retries=_RETRIES, pure=False
        )
        self._paths[future] = path
        return future

    def take(self, future: Any) -> AnalysisResult:
        """Return the result of a future that is done, and forget it."""
        path = self._paths.pop(future)
        if future.status == "finished":
            result = future.result()
            return result if isinstance(result, AnalysisResult) else _failed(path, "no result")
        return _failed(path, f"{future.exception()}")

    def cancel(self) -> None:
        """Give up what is not done."""
        self._client.cancel(list(self._paths), force=True)


def analyze_on_worker(path: str, quick: bool) -> AnalysisResult:
    """Analyze one file in a worker; called by Dask."""
    operation = Operation.ANALYZE_QUICK if quick else Operation.ANALYZE
    with _one_at_a_time:  # threads of one worker share the network
        result = analyze_pinned(Task(operation, path), _predictor())
    return result if isinstance(result, AnalysisResult) else _failed(path, "it keeps changing")


def describe_worker() -> tuple[str, str]:
    """Return the program's version and its model, which all workers must have in common."""
    return __version__, model_info(active_model().folder).name


@cache
def _predictor() -> Predictor:
    Predictor.use_one_thread()
    return Predictor(active_model().folder)


def _check_workers(client: Any) -> int:
    """Return the number of the workers' threads, at least one."""
    expected = describe_worker()
    for worker, found in client.run(describe_worker).items():
        if tuple(found) != expected:
            raise MoodtaggerError(
                Message.of(
                    "The worker {worker} has moodtagger {version} with {model}.",
                    worker=worker,
                    version=found[0],
                    model=found[1],
                ),
                advice=Message.of(
                    "Install {version} with {model} there.", version=expected[0], model=expected[1]
                ),
            )
    return max(1, sum(map(int, client.nthreads().values())))


def _failed(path: str, reason: str) -> AnalysisResult:
    return AnalysisResult(path, error=Message.of("Failed: {error}", error=reason))
