"""A query and limits go in, a stream of bytes in the asked format comes out."""
