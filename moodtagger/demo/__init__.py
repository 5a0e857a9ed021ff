"""A small composer and synthesizer for the songs of the demo library and of the benchmarks."""
