"""What is measured, each in a process of its own that loads these files by their path.

Those of others do without moodtagger: they run where only they are installed.
"""
