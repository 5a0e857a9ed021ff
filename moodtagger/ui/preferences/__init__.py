"""The settings dialog: one page for each kind of choice, applied as soon as it is made."""
