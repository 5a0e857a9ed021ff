"""Slow proofs, run by hand: `python -m moodtagger.bench ui`. Nothing else imports this room."""
