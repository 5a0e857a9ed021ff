"""Write MoodNet as an ONNX model without the `onnx` package.

The graph goes from log-mel windows to embeddings, with every batch norm folded into the layer
before it. The `onnx` package would add 33 MB to an installation and 13 MB to every analysis process
for these few lines.

The encoding is that of protocol buffers, see https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.inference.config import (
    BATCHNORM_EPSILON,
    FLOOR_DB,
    MAX_GAIN_DB,
    N_MELS,
    STD_EPSILON,
    MoodNetConfig,
)
from moodtagger.inference.model_folder import Tensors

_VARINT, _BYTES, _FIXED32 = 0, 2, 5

_IR_VERSION = 8
_OPSET = 17
_FLOAT, _INT64 = 1, 7  # tensor element types
_FLOAT_ATTRIBUTE, _INT_ATTRIBUTE, _INTS_ATTRIBUTE = 1, 2, 7

Attribute = int | float | Sequence[int]

Array = npt.NDArray[Any]
INPUT_NAME = "windows"
_LN_TO_DB = 10.0 / math.log(10.0)


def encode_message(fields: Iterable[tuple[int, int | float | str | bytes]]) -> bytes:
    """Encode a protobuf message.

    Parameters
    ----------
    fields : Iterable[tuple[int, int | float | str | bytes]]
        Pairs of field number and value; a nested message is given as its bytes.

    Returns
    -------
    bytes
        The encoded message.
    """
    return b"".join(_encode_field(number, value) for number, value in fields)


def _encode_field(number: int, value: int | float | str | bytes) -> bytes:
    if isinstance(value, float):
        return _encode_varint(number << 3 | _FIXED32) + struct.pack("<f", value)
    if isinstance(value, int):
        return _encode_varint(number << 3 | _VARINT) + _encode_varint(value)
    payload = value.encode() if isinstance(value, str) else value
    return _encode_varint(number << 3 | _BYTES) + _encode_varint(len(payload)) + payload


def _encode_varint(value: int) -> bytes:
    """Encode seven bits per byte, lowest first; a negative value takes 64 bits."""
    remaining = value & (1 << 64) - 1
    out = bytearray()
    while remaining > 0x7F:
        out.append(remaining & 0x7F | 0x80)
        remaining >>= 7
    out.append(remaining)
    return bytes(out)


class OnnxModelWriter:
    """Collects nodes and constants of a graph and numbers their names."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._initializers: list[bytes] = []

    def add_constant(self, value: npt.ArrayLike) -> str:
        """Add a constant tensor.

        Parameters
        ----------
        value : npt.ArrayLike
            Stored as int64 if integral, otherwise as float32.

        Returns
        -------
        str
            Name of the constant.
        """
        array = np.asarray(value)
        kind = _INT64 if array.dtype.kind in "iu" else _FLOAT
        array = array.astype(np.int64 if kind == _INT64 else np.float32)
        name = f"c{len(self._initializers)}"
        dims: list[tuple[int, Any]] = [(1, size) for size in array.shape]
        self._initializers.append(
            encode_message([*dims, (2, kind), (8, name), (9, array.tobytes())])
        )
        return name

    def add_node(self, operator: str, *inputs: str, **attributes: Attribute) -> str:
        """Add an operator node.

        Parameters
        ----------
        operator : str
            Name of the ONNX operator.
        *inputs : str
            Names of its inputs.
        **attributes : Attribute
            Its attributes: a number, or integers.

        Returns
        -------
        str
            Name of its output.
        """
        name = f"n{len(self._nodes)}"
        fields: list[tuple[int, Any]] = [(1, source) for source in inputs]
        fields += [(2, name), (3, name), (4, operator)]
        fields += [(5, _attribute(key, value)) for key, value in attributes.items()]
        self._nodes.append(encode_message(fields))
        return name

    def serialize(self, input_name: str, shape: Sequence[int | str], output_name: str) -> bytes:
        """Serialize the graph.

        Parameters
        ----------
        input_name : str
            Name of the graph's only input, of type float32.
        shape : Sequence[int | str]
            Its shape; a string names a dimension of any size.
        output_name : str
            Name of the graph's only output.

        Returns
        -------
        bytes
            Content of an ONNX file.
        """
        graph: list[tuple[int, Any]] = [(1, node) for node in self._nodes]
        graph += [(2, "network"), *((5, constant) for constant in self._initializers)]
        graph += [(11, _value_info(input_name, shape)), (12, _value_info(output_name, None))]
        opset = encode_message([(1, ""), (2, _OPSET)])
        return encode_message(
            [(1, _IR_VERSION), (2, "moodtagger"), (7, encode_message(graph)), (8, opset)]
        )


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        return encode_message([(1, name), (2, value), (20, _FLOAT_ATTRIBUTE)])
    if isinstance(value, int):
        return encode_message([(1, name), (3, value), (20, _INT_ATTRIBUTE)])
    return encode_message([(1, name), *((8, number) for number in value), (20, _INTS_ATTRIBUTE)])


def _value_info(name: str, shape: Sequence[int | str] | None) -> bytes:
    """Describe an input or output; a string names a dimension of any size."""
    tensor_type: list[tuple[int, Any]] = [(1, _FLOAT)]
    if shape is not None:
        dims = [encode_message([(1 if isinstance(size, int) else 2, size)]) for size in shape]
        tensor_type.append((2, encode_message([(1, dim) for dim in dims])))
    return encode_message([(1, name), (2, encode_message([(1, encode_message(tensor_type))]))])


def build_onnx_model(config: MoodNetConfig, tensors: Tensors) -> bytes:
    """Build the ONNX model of a network.

    Parameters
    ----------
    config : MoodNetConfig
        Layer sizes.
    tensors : Tensors
        Weights and buffers by name, with the shapes of `config.parameter_shapes`.

    Returns
    -------
    bytes
        An ONNX file that maps `windows` (n, frames, 96) in dB to embeddings (n, size).
    """
    writer = OnnxModelWriter()
    x = _normalize(writer, tensors)
    x = _convolution(writer, x, tensors, "stem.0.weight", "stem.1", strides=(2, 2), pad=2)
    inputs = config.stem
    for number, (outputs, f_stride, t_stride) in enumerate(config.blocks):
        y = _separable_block(writer, x, tensors, f"blocks.{number}", inputs, (f_stride, t_stride))
        residual = inputs == outputs and (f_stride, t_stride) == (1, 1)
        x = writer.add_node("Add", x, y) if residual else y
        inputs = outputs
    return writer.serialize(INPUT_NAME, ("n", "frames", N_MELS), _embedding(writer, x, tensors))


def _normalize(writer: OnnxModelWriter, tensors: Tensors) -> str:
    """Add the nodes of `MoodNet.normalize`."""
    power = writer.add_node(
        "Exp", writer.add_node("Mul", INPUT_NAME, writer.add_constant(1.0 / _LN_TO_DB))
    )
    mean = writer.add_node("ReduceMean", power, axes=[1, 2], keepdims=1)
    sums = writer.add_node(
        "Max", writer.add_node("Mul", mean, writer.add_constant(N_MELS * 1.0)), _epsilon(writer)
    )
    level = writer.add_node("Mul", writer.add_node("Log", sums), writer.add_constant(_LN_TO_DB))
    level_range = [writer.add_constant(tensors[name]) for name in ("quietest", "loudest")]
    shift = writer.add_node("Sub", writer.add_node("Clip", level, *level_range), level)
    gain_range = [writer.add_constant(-MAX_GAIN_DB), writer.add_constant(MAX_GAIN_DB)]
    shifted = writer.add_node("Add", INPUT_NAME, writer.add_node("Clip", shift, *gain_range))
    clipped = writer.add_node("Max", shifted, writer.add_constant(FLOOR_DB))
    centered = writer.add_node("Sub", clipped, writer.add_constant(tensors["mean"]))
    scaled = writer.add_node("Div", centered, writer.add_constant(tensors["scale"]))
    transposed = writer.add_node("Transpose", scaled, perm=[0, 2, 1])
    return writer.add_node("Unsqueeze", transposed, writer.add_constant([1]))


def _epsilon(writer: OnnxModelWriter) -> str:
    return writer.add_constant(1e-10)


def _separable_block(
    writer: OnnxModelWriter,
    x: str,
    tensors: Tensors,
    name: str,
    inputs: int,
    strides: tuple[int, int],
) -> str:
    """Add the nodes of `SeparableBlock`, without its residual connection."""
    depthwise, pointwise = f"{name}.depthwise.weight", f"{name}.pointwise.weight"
    y = _convolution(
        writer, x, tensors, depthwise, f"{name}.norm1", strides=strides, pad=1, group=inputs
    )
    return _convolution(writer, y, tensors, pointwise, f"{name}.norm2")


def _convolution(
    writer: OnnxModelWriter,
    x: str,
    tensors: Tensors,
    weight: str,
    norm: str,
    *,
    strides: tuple[int, int] = (1, 1),
    pad: int = 0,
    group: int = 1,
) -> str:
    """Add a convolution with its batch norm folded in, followed by ReLU."""
    factor, offset = _batchnorm_scale_and_shift(tensors, norm)
    weights = writer.add_constant(tensors[weight] * factor[:, None, None, None])
    y = writer.add_node(
        *("Conv", x, weights, writer.add_constant(offset)),
        strides=strides,
        pads=[pad] * 4,
        group=group,
    )
    return writer.add_node("Relu", y)


def _batchnorm_scale_and_shift(tensors: Tensors, name: str) -> tuple[Array, Array]:
    """Return the factor and the offset that a batch norm applies to each channel."""
    part = {key: tensors[f"{name}.{key}"].astype(np.float64) for key in ("weight", "bias")}
    factor = part["weight"] / np.sqrt(
        tensors[f"{name}.running_var"].astype(np.float64) + BATCHNORM_EPSILON
    )
    return factor, part["bias"] - tensors[f"{name}.running_mean"] * factor


def _embedding(writer: OnnxModelWriter, x: str, tensors: Tensors) -> str:
    """Add the nodes of `MoodNet.pool` and of the embedding layer."""
    steps = writer.add_node("ReduceMean", x, axes=[2], keepdims=0)
    mean = writer.add_node("ReduceMean", steps, axes=[2], keepdims=0)
    deviation = writer.add_node(
        "Sub", steps, writer.add_node("ReduceMean", steps, axes=[2], keepdims=1)
    )
    variance = writer.add_node(
        "ReduceMean", writer.add_node("Mul", deviation, deviation), axes=[2], keepdims=0
    )
    std = writer.add_node(
        "Sqrt", writer.add_node("Add", variance, writer.add_constant(STD_EPSILON))
    )
    factor, offset = _batchnorm_scale_and_shift(tensors, "hidden.1")
    weight, bias = tensors["hidden.0.weight"], tensors["hidden.0.bias"]
    pooled = writer.add_node("Concat", mean, std, axis=1)
    hidden = _linear(writer, pooled, weight * factor[:, None], bias * factor + offset)
    active = writer.add_node("Mul", hidden, writer.add_node("Sigmoid", hidden))
    return _linear(writer, active, tensors["embedding.weight"], tensors["embedding.bias"])


def _linear(writer: OnnxModelWriter, x: str, weight: Array, bias: Array) -> str:
    return writer.add_node(
        "Gemm", x, writer.add_constant(weight), writer.add_constant(bias), transB=1
    )
