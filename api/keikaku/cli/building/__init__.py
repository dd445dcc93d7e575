"""Many municipalities become one release: each read and checked in a process of its own, if it has changed."""
