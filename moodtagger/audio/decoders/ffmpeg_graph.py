"""Decode and downmix a whole file in one FFmpeg filter graph.

The `amovie` filter reads the file, so that Python sees only large mono blocks: passing each packet
and frame through Python takes nearly as long as decoding them. Files that the graph cannot decode
are decoded frame by frame, see `ffmpeg`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import av
import numpy as np
from av.filter import Graph
from av.filter.context import FilterContext

from moodtagger.audio.constants import BLOCK_S
from moodtagger.audio.convert import Floats, is_plausible_sample_rate, to_mono
from moodtagger.audio.decoders.base import (
    MAX_MISSING_S,
    AudioChunk,
    DecoderError,
    StrPath,
    open_regular_file,
)
from moodtagger.core.prediction import AudioInfo

MAX_BLOCK_SAMPLES = 1 << 19  # at any sample rate
_UNIT_WEIGHT = np.ones(1, np.float32)


def decode_with_graph(
    path: StrPath, formats: str, weights: Floats, info: AudioInfo
) -> Iterator[AudioChunk]:
    """Decode a whole file to mono.

    Parameters
    ----------
    path : str or os.PathLike
        The audio file.
    formats : str
        Names of the FFmpeg demuxers that may open it, separated by commas.
    weights : ndarray of float32, shape (channels,)
        Weight of each channel in the downmix; negative where the channel is inverted.
    info : AudioInfo
        Sample rate and duration that the file declares.

    Yields
    ------
    AudioChunk
        At most `BLOCK_S` seconds and `MAX_BLOCK_SAMPLES` samples each.

    Raises
    ------
    DecoderError
        FFmpeg gives up, for instance at a change of sample rate or channels, or the audio is
        more than `MAX_MISSING_S` shorter than declared.
    AudioError
        As for `open_regular_file`.
    """
    decoded_s = 0.0
    size = min(round(info.sample_rate * BLOCK_S), MAX_BLOCK_SAMPLES)
    for chunk in _pull_chunks(path, formats, weights, size):
        decoded_s += len(chunk.samples) / chunk.sample_rate
        yield chunk
    if decoded_s < info.duration_s - MAX_MISSING_S:
        raise DecoderError("ends before its declared end")


def _pull_chunks(path: StrPath, formats: str, weights: Floats, size: int) -> Iterator[AudioChunk]:
    if os.name == "nt":  # file descriptors cannot be shared between C runtimes
        raise DecoderError("not here")
    with open_regular_file(path) as file:
        try:
            graph, sink = _build_graph(file.fileno(), formats, weights, size)
            while graph.configured:
                yield _to_chunk(sink.pull())
        except av.EOFError:
            return
        except (av.FFmpegError, OSError, ValueError) as error:
            raise DecoderError(str(error)) from error


def _build_graph(
    descriptor: int, formats: str, weights: Floats, size: int
) -> tuple[Graph, FilterContext]:
    """Return the graph and its sink; the graph must be kept alive while the sink is used."""
    graph = Graph()
    graph.threads = 1  # the worker's own thread is enough
    # A descriptor instead of a name, and no other protocol: names may hold any bytes, and no file
    # may refer to another one.
    format_options = f"fd={descriptor}:protocol_whitelist=fd:format_whitelist={formats}"
    pan_expression = "+".join(
        f"{weight:.6f}*c{number}" for number, weight in enumerate(weights) if weight
    )
    filters = [
        graph.add("amovie", filename="fd:", format_opts=format_options),
        graph.add("aformat", "sample_fmts=fltp"),
        graph.add("pan", f"mono|c0={pan_expression}"),
        # asetnsamples makes its input use buffers of the output's size, one for each short frame
        # that waits, unless another filter with its own buffers comes in between.
        graph.add("asetpts", "N"),
        graph.add("asetnsamples", f"nb_out_samples={size}:pad=0"),
        graph.add("abuffersink"),
    ]
    graph.link_nodes(*filters).configure()
    return graph, filters[-1]


def _to_chunk(frame: object) -> AudioChunk:
    assert isinstance(frame, av.AudioFrame)
    if not is_plausible_sample_rate(frame.sample_rate):
        raise DecoderError("no music has this sample rate")
    samples = np.frombuffer(memoryview(frame.planes[0]), np.float32)[: frame.samples]
    return AudioChunk(frame.sample_rate, to_mono([samples], _UNIT_WEIGHT))
