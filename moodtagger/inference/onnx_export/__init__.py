"""Onnx export."""
