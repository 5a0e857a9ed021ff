"""Decoding alone: the lower bound for every program that analyzes whole songs."""

from __future__ import annotations

from collections.abc import Callable

_FRAMES = 1 << 16


def load(mode: str) -> Callable[[str], None]:
    """Return the decoder named `libsndfile`, `ffmpeg` (frame by frame) or `at once`."""
    return {"libsndfile": _libsndfile, "ffmpeg": _ffmpeg, "at once": _ffmpeg_filter_graph}[mode]()


def _libsndfile() -> Callable[[str], None]:
    import numpy as np
    import soundfile

    def decode(path: str) -> None:
        with soundfile.SoundFile(path) as sound:
            buffer = np.empty((_FRAMES, sound.channels), np.float32)
            frames = 0
            while count := len(sound.read(out=buffer)):
                frames += count
            _check_frame_count(frames, sound.frames)

    return decode


def _ffmpeg() -> Callable[[str], None]:
    import av
    import av.logging

    av.logging.set_level(None)

    def decode(path: str) -> None:
        with av.open(path) as container:
            stream = container.streams.audio[0]
            stream.codec_context.thread_count = 1
            frames = sum(frame.samples for frame in container.decode(stream))
            seconds = (container.duration or 0) / av.time_base
            _check_frame_count(frames, int(seconds * stream.codec_context.sample_rate))

    return decode


def _ffmpeg_filter_graph() -> Callable[[str], None]:
    """Let FFmpeg's filters read the file and return large blocks only."""
    import av
    import av.logging
    from av.filter import Graph

    av.logging.set_level(None)

    def decode(path: str) -> None:
        with av.open(path) as container:
            seconds = (container.duration or 0) / av.time_base
            rate = container.streams.audio[0].codec_context.sample_rate
        graph = Graph()
        graph.threads = 1
        chain = [graph.add("amovie", filename=path), graph.add("asetpts", "N")]
        chain += [graph.add("asetnsamples", f"nb_out_samples={_FRAMES}:pad=0")]
        chain += [graph.add("abuffersink")]
        graph.link_nodes(*chain).configure()
        frames = 0
        try:
            while isinstance(block := chain[-1].pull(), av.AudioFrame):
                frames += block.samples
        except av.EOFError:
            _check_frame_count(frames, int(seconds * rate))

    return decode


def _check_frame_count(frames: int, declared: int) -> None:
    if frames < 0.98 * declared:
        raise ValueError(f"only {frames} of {declared} frames were decoded")
