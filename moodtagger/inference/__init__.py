"""The network: its architecture, its weights, and listening with it."""
