"""Training of the speech detector on synthetic and recorded voices, and on music."""
