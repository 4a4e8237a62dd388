"""Who changes facts by an update: one process a job, within limits."""
