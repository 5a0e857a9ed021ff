"""A MoodNet as an ONNX graph, from log-mel windows to embeddings; see `networks` for what it does.

Every batch norm is part of the layer before it, as in `folding`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.inference.config import (
    FLOOR_DB,
    MOST_SHIFT_DB,
    N_MELS,
    NORM_EPSILON,
    SPREAD_EPSILON,
    MoodNetConfig,
)
from moodtagger.inference.model_folder.reader import Tensors
from moodtagger.inference.onnx_export.model_writer import OnnxFile

Array = npt.NDArray[Any]
SOURCE = "windows"
_DB = 10.0 / math.log(10.0)


def onnx_graph(config: MoodNetConfig, tensors: Tensors) -> bytes:
    """The ONNX file of a network: `windows` (n, frames, 96) in dB -> embeddings (n, size)."""
    file = OnnxFile()
    x = _normalised(file, tensors)
    x = _convolved(file, x, tensors, "stem.0.weight", "stem.1", strides=(2, 2), pad=2)
    inputs = config.stem
    for number, (outputs, f_stride, t_stride) in enumerate(config.blocks):
        y = _separable(file, x, tensors, f"blocks.{number}", inputs, (f_stride, t_stride))
        residual = inputs == outputs and (f_stride, t_stride) == (1, 1)
        x = file.node("Add", x, y) if residual else y
        inputs = outputs
    return file.finish(SOURCE, ("n", "frames", N_MELS), _embedded(file, x, tensors))


def _normalised(file: OnnxFile, tensors: Tensors) -> str:
    """See `MoodNet.normalise`."""
    power = file.node("Exp", file.node("Mul", SOURCE, file.constant(1.0 / _DB)))
    mean = file.node("ReduceMean", power, axes=[1, 2], keepdims=1)
    sums = file.node("Max", file.node("Mul", mean, file.constant(N_MELS * 1.0)), _least(file))
    level = file.node("Mul", file.node("Log", sums), file.constant(_DB))
    usual = [file.constant(tensors[name]) for name in ("quietest", "loudest")]
    shift = file.node("Sub", file.node("Clip", level, *usual), level)
    most = [file.constant(-MOST_SHIFT_DB), file.constant(MOST_SHIFT_DB)]
    shifted = file.node("Add", SOURCE, file.node("Clip", shift, *most))
    heard = file.node("Max", shifted, file.constant(FLOOR_DB))
    centred = file.node("Sub", heard, file.constant(tensors["mean"]))
    scaled = file.node("Div", centred, file.constant(tensors["scale"]))
    upright = file.node("Transpose", scaled, perm=[0, 2, 1])
    return file.node("Unsqueeze", upright, file.constant([1]))


def _least(file: OnnxFile) -> str:
    return file.constant(1e-10)


def _separable(
    file: OnnxFile, x: str, tensors: Tensors, name: str, inputs: int, strides: tuple[int, int]
) -> str:
    """See `SeparableBlock`, without what it adds."""
    depthwise, pointwise = f"{name}.depthwise.weight", f"{name}.pointwise.weight"
    y = _convolved(
        file, x, tensors, depthwise, f"{name}.norm1", strides=strides, pad=1, group=inputs
    )
    return _convolved(file, y, tensors, pointwise, f"{name}.norm2")


def _convolved(
    file: OnnxFile,
    x: str,
    tensors: Tensors,
    weight: str,
    norm: str,
    *,
    strides: tuple[int, int] = (1, 1),
    pad: int = 0,
    group: int = 1,
) -> str:
    """A convolution with its batch norm and ReLU."""
    factor, offset = _norm(tensors, norm)
    weights = file.constant(tensors[weight] * factor[:, None, None, None])
    y = file.node(
        *("Conv", x, weights, file.constant(offset)),
        strides=strides,
        pads=[pad] * 4,
        group=group,
    )
    return file.node("Relu", y)


def _norm(tensors: Tensors, name: str) -> tuple[Array, Array]:
    """What a batch norm multiplies each channel by, and then adds."""
    part = {key: tensors[f"{name}.{key}"].astype(np.float64) for key in ("weight", "bias")}
    factor = part["weight"] / np.sqrt(
        tensors[f"{name}.running_var"].astype(np.float64) + NORM_EPSILON
    )
    return factor, part["bias"] - tensors[f"{name}.running_mean"] * factor


def _embedded(file: OnnxFile, x: str, tensors: Tensors) -> str:
    """See `MoodNet.summarise` and `MoodNet.embed`."""
    steps = file.node("ReduceMean", x, axes=[2], keepdims=0)
    mean = file.node("ReduceMean", steps, axes=[2], keepdims=0)
    apart = file.node("Sub", steps, file.node("ReduceMean", steps, axes=[2], keepdims=1))
    variance = file.node("ReduceMean", file.node("Mul", apart, apart), axes=[2], keepdims=0)
    spread = file.node("Sqrt", file.node("Add", variance, file.constant(SPREAD_EPSILON)))
    factor, offset = _norm(tensors, "hidden.1")
    weight, bias = tensors["hidden.0.weight"], tensors["hidden.0.bias"]
    summary = file.node("Concat", mean, spread, axis=1)
    hidden = _linear(file, summary, weight * factor[:, None], bias * factor + offset)
    active = file.node("Mul", hidden, file.node("Sigmoid", hidden))
    return _linear(file, active, tensors["embedding.weight"], tensors["embedding.bias"])


def _linear(file: OnnxFile, x: str, weight: Array, bias: Array) -> str:
    return file.node("Gemm", x, file.constant(weight), file.constant(bias), transB=1)
