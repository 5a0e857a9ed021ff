"""Decoders built on libsndfile and FFmpeg, and the protocol that both implement."""
