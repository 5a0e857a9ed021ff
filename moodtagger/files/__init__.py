"""Files in general: opening, reading and writing them safely, and what is in them."""
