"""Plan pages as text taken from a PDF: lines, chunks, sections, then the grammar of each section."""
