"""From log-mel frames to moods: the networks, their weights, the predictor."""
