"""Test doubles of the user interface's tests."""
