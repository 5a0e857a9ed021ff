"""What the program knows about songs and moods, free of files, databases and windows."""
