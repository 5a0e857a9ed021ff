"""How startup and similarity search scale with the number of songs.

Imports nothing, because what the measured processes of this package import is measured too.
"""
