"""A whole file decoded and mixed by FFmpeg alone: only large mono blocks come to Python.

Its `amovie` filter reads the file, so that no packet and no frame passes through Python, which took
nearly as long as decoding them. What it makes nothing of, or gives up, is decoded frame by frame.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import av
import numpy as np
from av.filter import Graph
from av.filter.context import FilterContext

from moodtagger.audio.constants import BLOCK_S
from moodtagger.audio.decoders.base import TOLERATED_GAP_S, Chunk, SourceError
from moodtagger.audio.decoders.regular_file import StrPath, open_regular
from moodtagger.audio.downmix import Floats, to_mono
from moodtagger.audio.resample import plausible_rate
from moodtagger.core.prediction import AudioInfo

MOST_SAMPLES = 1 << 19  # in a block, whatever the rate
_ALONE = np.ones(1, np.float32)


def whole_file(path: StrPath, formats: str, weights: Floats, info: AudioInfo) -> Iterator[Chunk]:
    """All of the file, its channels mixed by `weights`, shape (channels,).

    SourceError where FFmpeg gives up, such as at a change of rate or of channels, or when all is
    shorter than `info` declares; AudioError as `open_regular` does.
    """
    seconds = 0.0
    size = min(round(info.sample_rate * BLOCK_S), MOST_SAMPLES)
    for chunk in _chunks(path, formats, weights, size):
        seconds += len(chunk.samples) / chunk.rate
        yield chunk
    if seconds < info.duration_s - TOLERATED_GAP_S:
        raise SourceError("ends before its declared end")


def _chunks(path: StrPath, formats: str, weights: Floats, size: int) -> Iterator[Chunk]:
    if os.name == "nt":  # descriptors of one C library mean nothing to another
        raise SourceError("not here")
    with open_regular(path) as file:
        try:
            graph, last = _graph(file.fileno(), formats, weights, size)
            while graph.configured:
                yield _chunk(last.pull())
        except av.EOFError:
            return
        except (av.FFmpegError, OSError, ValueError) as error:
            raise SourceError(str(error)) from error


def _graph(
    descriptor: int, formats: str, weights: Floats, size: int
) -> tuple[Graph, FilterContext]:
    """The filters and the last of them, to which they must not be left."""
    graph = Graph()
    graph.threads = 1  # the worker's own is enough
    # A descriptor instead of a name, and no other protocol: names may hold any bytes, and no file
    # may lead to another one.
    opened = f"fd={descriptor}:protocol_whitelist=fd:format_whitelist={formats}"
    mixed = "+".join(f"{weight:.6f}*c{number}" for number, weight in enumerate(weights) if weight)
    chain = [
        graph.add("amovie", filename="fd:", format_opts=opened),
        graph.add("aformat", "sample_fmts=fltp"),
        graph.add("pan", f"mono|c0={mixed}"),
        # Frames that wait to be joined lie in memory that was made for joined ones, each in some of
        # its own, unless a filter with other memory stands in between.
        graph.add("asetpts", "N"),
        graph.add("asetnsamples", f"nb_out_samples={size}:pad=0"),
        graph.add("abuffersink"),
    ]
    graph.link_nodes(*chain).configure()
    return graph, chain[-1]


def _chunk(frame: object) -> Chunk:
    assert isinstance(frame, av.AudioFrame)
    if not plausible_rate(frame.sample_rate):
        raise SourceError("no music has this sample rate")
    samples = np.frombuffer(memoryview(frame.planes[0]), np.float32)[: frame.samples]
    return Chunk(frame.sample_rate, to_mono([samples], _ALONE))
