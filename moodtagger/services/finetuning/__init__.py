"""Fine-tuning a model on the user's own songs."""
