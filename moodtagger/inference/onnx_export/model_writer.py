"""An ONNX model put together node by node: https://onnx.ai/onnx/repo-docs/IR.html."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.inference.onnx_export.protobuf import encode_message

_IR_VERSION = 8
_OPSET = 17
_FLOAT, _INT64 = 1, 7  # kinds of tensors
_FLOAT_ATTRIBUTE, _INT_ATTRIBUTE, _INTS_ATTRIBUTE = 1, 2, 7

Attribute = int | float | Sequence[int]


class OnnxModelWriter:
    """Collects nodes and constants; names are given out as they come."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._initializers: list[bytes] = []

    def add_constant(self, value: npt.ArrayLike) -> str:
        """Add numbers, float32 unless they are whole; the name."""
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
        """Add a node; the name of its output."""
        name = f"n{len(self._nodes)}"
        fields: list[tuple[int, Any]] = [(1, source) for source in inputs]
        fields += [(2, name), (3, name), (4, operator)]
        fields += [(5, _attribute(key, value)) for key, value in attributes.items()]
        self._nodes.append(encode_message(fields))
        return name

    def serialize(self, input_name: str, shape: Sequence[int | str], output_name: str) -> bytes:
        """The file of a graph from the input `source` of `shape` to `result`."""
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
    """What is known of an input or output; a size may go by a name."""
    tensor_type: list[tuple[int, Any]] = [(1, _FLOAT)]
    if shape is not None:
        dims = [encode_message([(1 if isinstance(size, int) else 2, size)]) for size in shape]
        tensor_type.append((2, encode_message([(1, dim) for dim in dims])))
    return encode_message([(1, name), (2, encode_message([(1, encode_message(tensor_type))]))])
