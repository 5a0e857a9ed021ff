"""How opening a library and finding songs alike grow with the number of songs.

Nothing is imported here: what the measured processes of this package import is measured too.
"""
