"""Results frameworks as pages and data: elements, indicators, surveys and what is due."""
