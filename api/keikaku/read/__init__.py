"""Documents become plans: a municipality's folder is read into Plans and what is doubtful about them."""

from keikaku.read.draft import draft_profile
from keikaku.read.folder import Folder, folders, open_folder
from keikaku.read.places import places_around
from keikaku.read.profile import load_profile
from keikaku.read.reader import read_folder
from keikaku.read.review import as_json, as_yaml, review

__all__ = [
    "Folder",
    "as_json",
    "as_yaml",
    "draft_profile",
    "folders",
    "load_profile",
    "open_folder",
    "places_around",
    "read_folder",
    "review",
]
