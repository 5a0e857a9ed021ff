"""Work off the GUI thread: lanes of worker threads and the one bridge back."""
