"""What is asked: a query judged, the graphs that it sees, and an edition opened to answer it."""
