"""What is said: facts as lines, who is who among them, and one set of facts out of many sources."""
