"""Fine-tune the network on the user's own songs.

This lives here and not in `training` because the app's own processes decode the songs, survive
files that crash a decoder and can be stopped, and nothing is needed beyond what analysis needs.
"""
