"""Keikaku (計画): municipalities' plan documents as validated linked open data."""

__version__ = "0.1.0"
