"""formcheck: tells people who stretch their hip flexors whether they do it right.

    >>> import formcheck
    >>> found = formcheck.review("lunge.mp4", "half-kneeling-lunge")  # doctest: +SKIP
    >>> print(formcheck.say(found.summary.headline))  # doctest: +SKIP

`review` judges a clip, `measure` measures a clip or picture, `calibrate` makes a personal baseline,
`load_stretch` reads a stretch, `Session` judges a live camera frame by frame, and `say` puts what
was found in words.
"""

from formcheck.version import __version__  # isort: skip - the rest of the package imports it

from formcheck.calibrate import Calibration, calibrate
from formcheck.review import Review, measure, review
from formcheck.session import Session
from formcheck.stretches.files.loading import load_stretch
from formcheck.words import say

__all__ = [
    "Calibration",
    "Review",
    "Session",
    "__version__",
    "calibrate",
    "load_stretch",
    "measure",
    "review",
    "say",
]
