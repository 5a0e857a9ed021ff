"""Va cnn."""
