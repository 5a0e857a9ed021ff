"""Resnet18."""
