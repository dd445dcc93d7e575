"""A document of ruled tables becomes a part of a plan."""
