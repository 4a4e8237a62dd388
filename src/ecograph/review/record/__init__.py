"""What is kept of reviews: the run that made one, and what earlier ones published."""
