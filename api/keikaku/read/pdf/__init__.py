"""PDF documents: sheets of one project each, and ruled tables of projects."""
