"""Training data: songs, labels, batches and audio descriptors."""
