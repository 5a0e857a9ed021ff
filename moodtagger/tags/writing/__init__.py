"""Plan changes of tags, and write and verify them."""
