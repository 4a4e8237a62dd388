"""A review as people and programs read it: page, Word report, workbook, pictures and data cube."""
