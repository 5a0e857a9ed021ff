"""Finetuning."""
