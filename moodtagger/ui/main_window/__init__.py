"""The main window: layout, actions, and controllers between views and services."""
