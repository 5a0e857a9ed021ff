"""What is measured, each in a process of its own that loads these files by their path.

The competitors' files do not import moodtagger: it is not installed where they run.
"""
