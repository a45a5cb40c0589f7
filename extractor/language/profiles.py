"""The names of the two pipelines that come with the package; any other name is that of an installed spaCy pipeline."""

from __future__ import annotations

from typing import Final

DEFAULT_MODEL: Final = "default"  # our own statistical models beside the rules
NO_MODEL: Final = "none"  # rules alone
