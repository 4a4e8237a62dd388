"""The web face of ecograph: pages for people, the same addresses as data for programs."""
