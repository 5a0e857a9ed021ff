"""Interchangeable backends that run the network: torch and ONNX Runtime."""
