"""The mood network: architecture, weights, inference backends and fine-tuning."""
