"""Who asks: tokens, sessions, signing in, and what only staff see."""
