"""Documents become plans: a municipality's folder is read into Plans and what is doubtful about them."""
