"""formcheck: tells people who stretch their hip flexors whether they do it right."""

__version__ = "0.1.0"
