"""Pieces from outside that some tests need, such as a browser or another language's client."""

import os
from typing import NoReturn

import pytest

REQUIRE_ALL = "KEIKAKU_REQUIRE_ALL"
"""Set to 1, this variable makes a missing piece a failure instead of a reason to skip."""


def is_missing(reason: str) -> NoReturn:
    """Skip the test for want of something, or fail it where everything is required."""
    if os.environ.get(REQUIRE_ALL) == "1":
        pytest.fail(reason)
    pytest.skip(reason)
