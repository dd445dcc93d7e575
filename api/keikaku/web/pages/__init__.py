"""Pages that people read: a piece of the graph in, what a template shows out."""
