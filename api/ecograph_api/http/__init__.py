"""What every request passes: its limits, its answer, and what is logged and counted of it."""
