"""Learning from the person's own songs: a network that listens goes on from where it stands.

It lies here and not in `training`: the app's own processes decode the songs, survive files that
crash a decoder and can be stopped, and nothing is needed beyond what listening needs.
"""
