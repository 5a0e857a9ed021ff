"""Where the person hears a song: the plane to put it on, and the dialog around it."""
