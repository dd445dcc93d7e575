"""Search over names, texts and departments: an index that is made of a release, and the page that asks it."""
