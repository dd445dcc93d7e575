"""What is made out of a release for searching and for taking away: made once, aside, and kept beside the releases."""

from keikaku.web.extracts.extracts import Extracts

__all__ = ["Extracts"]
