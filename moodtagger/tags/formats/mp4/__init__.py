"""MP4 files: the tree of atoms, iTunes metadata, and file offsets."""
