"""Jobs off the GUI thread: queues with a worker thread each, and the bridge back."""
