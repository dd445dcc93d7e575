"""Documents become plans: a municipality's folder is read into Plans and what is doubtful about them."""

from keikaku.read.folder import folders
from keikaku.read.reader import read_folder
from keikaku.read.review import as_json, as_yaml, review

__all__ = ["as_json", "as_yaml", "folders", "read_folder", "review"]
