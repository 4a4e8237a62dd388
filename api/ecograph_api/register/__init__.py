"""The register as pages and data: its lists, its things, and the ready-made questions."""
