"""Takes files apart: people's with care, the package's own quickly."""

from __future__ import annotations

from formcheck.stretches.files.yaml.document import Document


def take_apart(text: str, *, plain: bool = False) -> Document:
    """Take a YAML text apart; never raises.

    Args:
        text: The whole file.
        plain: Whether it travels with the package: it is read without lines then, which says
            little about a fault; see `plain_yaml`.
    """
    # Deferred: each brings a library, and one is enough.
    if plain:
        from formcheck.stretches.files.yaml.plain_yaml import read_plain

        return read_plain(text)
    from formcheck.stretches.files.yaml.yaml_lines import read_yaml

    return read_yaml(text)
