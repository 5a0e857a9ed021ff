"""Learning from the user's decisions."""
