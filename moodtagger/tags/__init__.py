"""One module a container: reading and safely writing mood tags."""
