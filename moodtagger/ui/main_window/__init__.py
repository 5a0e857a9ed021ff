"""The main window: views, actions, and the flows between them and the services."""
