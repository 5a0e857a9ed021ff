"""What computes the network: torch, or ONNX Runtime where that is installed too.

torch comes with the program, learns, and is the measure. ONNX Runtime hears the same, to rounding,
in less time and memory; processes that use it never import torch.
"""

from __future__ import annotations

import contextlib
import enum
import functools
import importlib.util
import os
from pathlib import Path
from typing import Final

from moodtagger.inference.outputs import Network

BACKEND_VARIABLE: Final = "MOODTAGGER_ENGINE"


class Backend(enum.Enum):
    """The ways there are."""

    TORCH = "torch"
    ONNX = "onnx"


def selected_backend() -> Backend:
    """ONNX Runtime where it is installed and works, unless the environment names torch."""
    if os.environ.get(BACKEND_VARIABLE) == Backend.TORCH.value or not _onnx_runtime_available():
        return Backend.TORCH
    return Backend.ONNX


def load_network(folder: Path, backend: Backend) -> Network:
    """The network of `folder`, by torch where the other one cannot; ModelError when that fails."""
    if backend is Backend.ONNX:
        from moodtagger.inference.backends.onnx_backend import OnnxNetwork, UnsupportedGraphError

        with contextlib.suppress(UnsupportedGraphError):
            return OnnxNetwork.load(folder)
    from moodtagger.inference.backends.torch_backend import TorchNetwork

    if backend is Backend.ONNX:
        TorchNetwork.use_one_thread()  # as ONNX Runtime would have
    return TorchNetwork.load(folder)


@functools.cache
def _onnx_runtime_available() -> bool:
    """Whether it can be imported: a library of the system that it wants may be missing."""
    if importlib.util.find_spec("onnxruntime") is None:
        return False
    try:
        import onnxruntime  # noqa: F401
    except (ImportError, OSError):
        return False
    return True
