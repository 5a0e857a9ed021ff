"""The card of a file that was dropped in and is not part of the library."""
