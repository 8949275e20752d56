"""The package's own YAML files, read twenty times as fast and without line numbers.

The catalogue is read at every start, and ruamel.yaml, which says best what is wrong in a file and
where, takes 8 ms for each of its files. libyaml does not know YAML 1.2, but of it the catalogue
needs no more than is written here. Where it finds a fault, or is not there, ruamel.yaml reads the
file again. That both read the same from every file of the package is tested.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from formcheck.errors import Fault
from formcheck.stretches.files.yaml.document import Document

_SCALARS: Final = (
    ("null", r"~|null|", "~n"),
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
)
"""What a plain scalar can be beside a text: its name, its form, and its first characters."""


def read_plain(text: str) -> Document:
    """Take a well-formed YAML text apart; never raises.

    Args:
        text: The whole file, one that travels with the package.

    Returns:
        Its content without lines; with a fault where it has to be read with care.
    """
    import yaml  # deferred, like ruamel.yaml: not every command reads files

    loader = _loader()
    if loader is None:
        return _CAREFULLY
    try:
        return Document(yaml.load(text, Loader=loader), ())
    except (yaml.YAMLError, ValueError, RecursionError):
        return _CAREFULLY


_CAREFULLY: Final = Document(None, (Fault(1, "this file has to be read with care"),))


@cache
def _loader() -> Any:
    """Return libyaml's safe loader with the scalars of YAML 1.2, or None without libyaml."""
    import yaml

    if not yaml.__with_libyaml__:
        return None
    # Made here, since PyYAML is imported late.
    loader: Any = type("PlainLoader", (yaml.CSafeLoader,), {"yaml_implicit_resolvers": {}})
    for name, form, first in _SCALARS:
        pattern = re.compile(f"^(?:{form})$")
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", pattern, [*first, ""])
    return loader
