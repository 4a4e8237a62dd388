"""The network as pages and data: map, measures and annual review."""
