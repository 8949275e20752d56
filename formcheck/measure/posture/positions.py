"""The positions of a body, each as a region of leans in its middle plane.

Leans are degrees against the vertical, forward above 0: a trunk of 90 lies face down, of -90 face
up; a thigh of -90 is level with the knee in front of the hip, of 90 with the knee behind it; a
shin of 0 stands on the floor, of 90 lies on it behind the knee. `bend` is the knee's flexion (0
straight), `hip` the trunk-thigh angle (180 straight). The figures are the widest that people do,
faults included, from anatomy and from how the stretches are described; none was fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Position = Literal[
    "standing", "one leg behind", "squat", "hinge", "lunge", "kneeling", "on the heels",
    "all fours", "prone", "press-up", "supine", "bridge", "sitting", "plank", "other",
]  # fmt: skip
"""`one leg behind`: on one foot, the other leg raised behind. `press-up`: face down with the chest
raised. `on the heels`: sitting between or on the heels, upright to lying back."""

Band = tuple[float, float]
"""Lower and upper end, degrees, going up from one to the other."""


@dataclass(frozen=True, slots=True)
class LegShape:
    """What one leg does; None where anything goes."""

    thigh: Band | None = None
    shin: Band | None = None
    bend: Band | None = None
    hip: Band | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """One way to be in a position.

    Attributes:
        position: The position.
        trunk: Lean of the trunk, or None.
        legs: Of the two legs, whichever is which.
        reach: How far the lower hand is below the shoulders, trunk lengths, or None.
        balance: Where the body's weight is before the ankles, in metres of an adult, or None.
        hips: How far the hips are above the floor, or None; see `contacts.Contacts`.
        hand: How far the foremost hand is beyond the hips, or None.
        grip: How far a hand is from an ankle, or None.
    """

    position: Position
    trunk: Band | None
    legs: tuple[LegShape, LegShape]
    reach: Band | None = None
    balance: Band | None = None
    hips: Band | None = None
    hand: Band | None = None
    grip: Band | None = None


def _both(leg: LegShape) -> tuple[LegShape, LegShape]:
    return leg, leg


_FLAT: Final = LegShape(shin=(-200, -45), hip=(0, 205))
_PLANTED: Final = LegShape(shin=(-60, 30), hip=(0, 150))
"""Legs of someone on their back: along the floor or raised, and with the foot on the floor."""

REGIONS: Final = (
    Region("standing", (-25, 35), _both(LegShape(thigh=(-38, 32), bend=(-20, 38)))),
    Region(
        "one leg behind",
        (-30, 55),
        (
            LegShape(thigh=(-55, 15), shin=(-25, 35)),
            LegShape(thigh=(-25, 75), shin=(75, 190), bend=(15, 160)),
        ),
    ),
    Region(
        "squat",
        (-10, 75),
        _both(LegShape(thigh=(-120, -28), shin=(-5, 50), bend=(42, 155))),
        balance=(-0.18, 0.25),
    ),
    Region(
        "hinge",
        (38, 125),
        _both(LegShape(thigh=(-52, 20), shin=(-30, 30), bend=(-20, 58))),
    ),
    Region(  # folded all the way, the trunk hanging down before the legs
        "hinge",
        (125, 185),
        _both(LegShape(thigh=(-40, 25), shin=(-30, 30), bend=(-20, 58))),
    ),
    Region(  # on one leg, the other one in line with the trunk
        "hinge",
        (38, 125),
        (
            LegShape(thigh=(-52, 20), shin=(-30, 30), bend=(-20, 58)),
            LegShape(thigh=(30, 125), shin=(40, 150)),
        ),
        grip=(0.4, 5),
    ),
    Region(
        "lunge",
        (-30, 60),
        (
            LegShape(thigh=(-130, -38), shin=(-45, 45)),
            LegShape(thigh=(-40, 80), shin=(55, 175), bend=(0, 165)),
        ),
    ),
    Region(  # leaning on the hands, between the front foot and the rear knee
        "lunge",
        (50, 100),
        (LegShape(thigh=(-130, -45), shin=(-45, 45)), LegShape(thigh=(15, 95), shin=(55, 130))),
        reach=(0.5, 1.6),
    ),
    Region("kneeling", (-30, 40), _both(LegShape(thigh=(-35, 35), shin=(60, 115)))),
    # bending back from there, as on the way to lie back between the heels, or to hold them
    Region("kneeling", (-130, -30), _both(LegShape(thigh=(-50, 30), shin=(60, 115)))),
    Region(
        "on the heels",
        (-125, 60),
        _both(LegShape(thigh=(-100, -38), shin=(60, 115), bend=(105, 185))),
    ),
    Region(
        "all fours",
        (45, 115),
        (LegShape(thigh=(-35, 40), shin=(60, 115)), LegShape(thigh=(-60, 125))),
        reach=(0.6, 1.6),
    ),
    Region(
        "prone",
        (72, 118),
        _both(LegShape(thigh=(62, 125), bend=(-20, 165))),
        reach=(-0.8, 0.5),
        hips=(-0.2, 0.3),
    ),
    Region(  # the hips on the floor, and the chest on the hands or forearms
        "press-up",
        (5, 72),
        _both(LegShape(thigh=(62, 110), shin=(60, 125), hip=(190, 290))),
        hips=(-0.2, 0.3),
        hand=(0.1, 2.5),
    ),
    Region(  # on hands and feet, the hips between them off the floor, high or low
        "plank",
        (50, 98),
        _both(LegShape(thigh=(45, 92), shin=(45, 92), hip=(155, 205))),
        reach=(0.25, 1.5),
        hips=(0.4, 1.5),
        hand=(0.4, 2.5),
    ),
    *(
        Region("supine", (-104, -60), legs)
        for legs in (_both(_FLAT), _both(_PLANTED), (_FLAT, _PLANTED))
    ),
    Region(
        "bridge",
        (-150, -97),
        (LegShape(shin=(-50, 45), hip=(138, 215), bend=(25, 135)), LegShape(hip=(90, 215))),
    ),
    Region(
        "sitting",
        (-35, 50),
        _both(LegShape(thigh=(-115, -62), shin=(-40, 40))),
        balance=(-0.6, -0.24),
    ),
    Region("sitting", (-65, 45), _both(LegShape(thigh=(-115, -55), shin=(-125, -50)))),
    # What people do beside the catalogue that leans as something in it does.
    Region(  # on the belly, chest and both legs off the floor, the arms to the back
        "other",
        (35, 80),
        _both(LegShape(thigh=(102, 150), hip=(203, 290))),
        hand=(-2.5, 0.2),
    ),
    Region(  # the same, holding both feet
        "other",
        (5, 90),
        _both(LegShape(thigh=(70, 160), bend=(50, 165), hip=(185, 300))),
        grip=(0, 0.3),
    ),
    Region(  # on one foot, a hand holding the other one behind the back
        "other",
        (-30, 110),
        (
            LegShape(thigh=(-35, 25), shin=(-35, 35), bend=(-20, 45)),
            LegShape(thigh=(-20, 150), shin=(100, 230), bend=(50, 175)),
        ),
        grip=(0, 0.3),
    ),
    Region(  # on one foot, the other knee drawn up before the chest
        "other",
        (-30, 35),
        (LegShape(thigh=(-25, 20), shin=(-25, 25)), LegShape(thigh=(-165, -75), bend=(50, 170))),
        hips=(1.0, 2.5),
    ),
    Region(  # folded over the heels, as in a child's pose
        "other", (60, 140), _both(LegShape(thigh=(-100, -40), shin=(60, 115), bend=(100, 185)))
    ),
)
"""Every region. Where two fit alike, both are as likely."""
