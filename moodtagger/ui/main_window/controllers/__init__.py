"""Controllers, one for each use case, that join views and services."""
