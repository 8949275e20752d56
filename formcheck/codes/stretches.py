"""What is said of changed targets, as codes; in brackets the arguments of the message."""

from __future__ import annotations

from enum import StrEnum


class ChangeCode(StrEnum):
    """How a target differs from the shipped one."""

    INSTEAD = "target_instead"  # (where: a check or a section, key, value, old; texts of a file)
