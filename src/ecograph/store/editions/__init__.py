"""What is kept: immutable editions, the one writer that makes them, and their upkeep."""
