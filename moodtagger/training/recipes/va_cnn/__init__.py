"""Recipe `va_cnn`: network, repeated runs, and sweep of the settings."""
