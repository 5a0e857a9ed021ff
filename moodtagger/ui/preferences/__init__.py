"""The settings dialog; changes apply as soon as they are made."""
