"""The window: views on the services."""
