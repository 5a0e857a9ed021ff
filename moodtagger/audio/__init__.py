"""Any audio file in, 16 kHz mono and log-mel spectrograms out."""
