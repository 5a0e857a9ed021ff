"""Recipe `autotag50`: tag vocabulary, network, and map of the tags."""
