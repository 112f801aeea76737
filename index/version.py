"""The version of Fihris; ``pyproject.toml`` reads it here."""

VERSION = "0.1.0"
