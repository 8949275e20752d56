"""Every measure, one row each. A new one needs a row here, a formula, and its words.

The error tables are standard deviations of the plain geometry on MediaPipe's `full` model at the
yaws of `sigma.YAWS`, with these sources:

- Hip 6.4 and knee 4.9: joint centres marked by eye on 35 pictures of real people seen from the
  side. At larger yaws rendered people with exact angles, where mean absolute errors of 8.6 (20
  degrees) and 18.5 (45 degrees) for the hip were turned into standard deviations by 1.25.
- Elbow and shoulder: half of what 95 % of the errors in 6,000 rendered pictures stay below.
- Distances, arms and frontal measures: half of what 95 % of the errors stay below on the training
  split of rendered people, in the positions in which stretches ask for them
  (`python -m benchmarks.distances`; docs/distances.md has the test split). Those that are seen from
  above are measured on people who stand facing the camera: nobody lies before a camera above in
  that set. For the frontal ones the columns count from the exact front; the last column is a guess,
  since hardly anybody is seen so.
"""

from __future__ import annotations

from typing import Final

from formcheck.measure.model.measure_spec import ArcShape, LearnedBounds, MeasureSpec, Needs
from formcheck.pose.landmark import SIDES

_TRUNK: Final = ("shoulder", "hip")

# `fused_sigmas` is the error that two engines have in common: their disagreement is added to it in
# each frame (`joints.disagreement`). From mean errors of 4.1 (hip) and 3.4 (knee) of three engines
# on 102 marked pictures of real people up to some 25 degrees off the side, times 1.25 and less the
# marks' own error: 4.5 and 3.8 in all. The usual disagreement is taken out of that: half of 4.4
# (hip), 5.8 (knee), 4.4 (thigh), 5.6 (shin) and 2.6 degrees (trunk), as both engines differ on 22
# other pictures of real people (1.48 times the median); 3.9 and 2.5 are left. At larger yaws they
# approach the single engine's, since a picture flattens both alike.

_SIDED_ANGLES: Final = (
    MeasureSpec(
        name="hip",
        sided=True,
        plane="sagittal",
        bounds=(0, 270),
        needs=Needs(own=("hip", "knee"), near=_TRUNK),
        sigmas=(6.4, 7.0, 9.0, 14.0, 22.0, 40.0),
        fused_sigmas=(3.9, 4.5, 5.6, 8.2, 14.8, 35.0),
        wrap="hip",
        limb="leg",
        straight=180.0,
        arc=ArcShape(("shoulder", "hip", "knee")),
        learned=LearnedBounds(limit=25.0, sigma_floor=3.0, most_sigma=25.0),
    ),
    MeasureSpec(
        name="hip_joint",
        sided=True,
        plane="sagittal",
        bounds=(0, 270),
        needs=Needs(own=("hip", "knee"), near=_TRUNK),
        sigmas=None,  # from those of the hip and the pelvic tilt
        wrap="hip",
        limb="leg",
        straight=180.0,
        arc=ArcShape(("shoulder", "hip", "knee")),
        silhouette=True,
    ),
    MeasureSpec(
        name="knee",
        sided=True,
        plane="sagittal",
        bounds=(0, 200),
        needs=Needs(own=("hip", "knee", "ankle")),
        sigmas=(4.9, 6.0, 8.0, 10.0, 20.0, 35.0),
        fused_sigmas=(2.5, 3.4, 5.2, 7.5, 14.7, 30.0),
        limb="leg",
        straight=180.0,
        arc=ArcShape(("hip", "knee", "ankle"), bends=-1),
        learned=LearnedBounds(limit=25.0, sigma_floor=3.0, most_sigma=25.0),
        change_sigma=1.1,
    ),
    MeasureSpec(
        name="elbow",
        sided=True,
        plane="sagittal",
        bounds=(0, 200),
        needs=Needs(own=("shoulder", "elbow", "wrist")),
        sigmas=(28.0, 30.0, 32.0, 36.0, 37.0, 40.0),
        limb="arm",
        straight=180.0,
        arc=ArcShape(("shoulder", "elbow", "wrist"), bends=1),
    ),
    MeasureSpec(
        name="shoulder",
        sided=True,
        plane="sagittal",
        bounds=(0, 270),
        needs=Needs(own=("hip", "shoulder", "elbow")),
        sigmas=(15.5, 17.0, 17.0, 19.5, 19.5, 30.0),
        limb="arm",
        straight=180.0,
        arc=ArcShape(("hip", "shoulder", "elbow"), bends=-1),
    ),
    MeasureSpec(
        name="thigh",
        sided=True,
        plane="sagittal",
        bounds=(-180, 180),
        needs=Needs(own=("hip", "knee")),
        sigmas=(5.0, 6.0, 8.0, 12.0, 20.0, 35.0),
        fused_sigmas=(3.3, 3.9, 5.6, 8.2, 14.8, 30.0),
        wrap="half turn",
        signed=True,
        limb="leg",
        arc=ArcShape(("hip", "knee"), against="down"),
        learned=LearnedBounds(limit=20.0, sigma_floor=2.5, most_sigma=18.0),
        space_sigmas=(20.0, 35.0),
    ),
    MeasureSpec(
        name="shin",
        sided=True,
        plane="sagittal",
        bounds=(-180, 180),
        needs=Needs(own=("knee", "ankle")),
        sigmas=(5.0, 6.0, 8.0, 12.0, 20.0, 35.0),
        fused_sigmas=(2.9, 3.5, 5.3, 8.0, 14.7, 30.0),
        wrap="half turn",
        signed=True,
        limb="leg",
        arc=ArcShape(("knee", "ankle"), against="down"),
        learned=LearnedBounds(limit=20.0, sigma_floor=2.0, most_sigma=20.0),
        space_sigmas=(18.0, 32.0),
    ),
    MeasureSpec(
        name="trunk_shin",
        sided=True,
        plane="sagittal",
        bounds=(-180, 180),
        needs=Needs(own=("hip", "knee", "ankle"), near=_TRUNK),
        sigmas=(6.0, 7.0, 9.0, 13.0, 22.0, 38.0),
        fused_sigmas=(4.2, 4.7, 6.5, 9.1, 15.8, 32.0),
        wrap="half turn",
        limb="leg",
    ),
    MeasureSpec(
        # Foot against shank, neutral at a right angle and dorsiflexion above 0, as goniometry has
        # it (Norkin and White, Measurement of Joint Motion, 5th edition, chapter 10).
        name="ankle",
        sided=True,
        plane="sagittal",
        bounds=(-90, 60),
        needs=Needs(own=("knee", "ankle", "heel", "foot_index")),
        # An assumption, twice the knee's: no picture with a known angle of the foot was measured.
        sigmas=(10.0, 12.0, 16.0, 20.0, 40.0, 60.0),
        signed=True,
        limb="leg",
    ),
)

_WHOLE_ANGLES: Final = (
    MeasureSpec(
        name="trunk_lean",
        sided=False,
        plane="sagittal",
        bounds=(-180, 180),
        needs=Needs(near=_TRUNK),
        sigmas=(5.5, 5.5, 6.0, 7.0, 9.0, 15.0),
        fused_sigmas=(4.3, 4.3, 4.8, 5.8, 7.9, 14.0),
        wrap="half turn",
        signed=True,
        arc=ArcShape(("hip", "shoulder"), against="up"),
        learned=LearnedBounds(limit=12.0, sigma_floor=2.0, most_sigma=8.0),
        space_sigmas=(10.0, 20.0),
        change_sigma=0.75,
    ),
    MeasureSpec(
        name="trunk_pitch",
        sided=False,
        plane="sagittal",
        bounds=(-90, 90),
        needs=Needs(near=_TRUNK),
        sigmas=(5.5, 5.5, 6.0, 7.0, 9.0, 15.0),
        fused_sigmas=(4.3, 4.3, 4.8, 5.8, 7.9, 14.0),
        wrap="half turn",
        signed=True,
        arc=ArcShape(("hip", "shoulder"), against="level"),
        change_sigma=0.75,
    ),
    MeasureSpec(
        name="hips_rise",
        sided=False,
        plane="sagittal",
        unit="% of trunk",
        bounds=(-100, 200),
        needs=Needs(both=("hip", "knee", "ankle")),
        sigmas=(3.0, 3.5, 4.0, 5.0, 8.0, 12.0),
        signed=True,
    ),
    MeasureSpec(
        name="pelvic_tilt",
        sided=False,
        plane="sagittal",
        bounds=(-60, 60),
        needs=Needs(either=_TRUNK),
        sigmas=None,  # the network that reads it says its error
        wrap="half turn",
        signed=True,
        silhouette=True,
    ),
    MeasureSpec(
        name="pelvic_obliquity",
        sided=False,
        plane="frontal",
        bounds=(-90, 90),
        needs=Needs(),
        sigmas=None,
        wrap="half turn",
        signed=True,
        untold=True,
    ),
    MeasureSpec(
        name="pelvic_rotation",
        sided=False,
        plane="frontal",
        bounds=(-90, 90),
        needs=Needs(),
        sigmas=None,
        wrap="half turn",
        signed=True,
        untold=True,
    ),
)

_SIDED_DISTANCES: Final = (
    MeasureSpec(
        name="arm_lean",
        sided=True,
        plane="sagittal",
        bounds=(-180, 180),
        needs=Needs(own=("shoulder", "wrist")),
        sigmas=(6.0, 6.0, 6.5, 7.0, 8.0, 20.0),
        wrap="half turn",
        signed=True,
        limb="arm",
    ),
    MeasureSpec(
        name="arm_spread",
        sided=True,
        plane="frontal",
        bounds=(0, 200),
        needs=Needs(own=("hip", "shoulder", "elbow"), either=_TRUNK),
        sigmas=(12.0, 12.0, 13.0, 16.0, 20.0, 30.0),
        limb="arm",
    ),
    MeasureSpec(
        name="knee_height",
        sided=True,
        plane="sagittal",
        unit="% of trunk",
        bounds=(-100, 300),
        needs=Needs(own=("knee", "ankle"), other=("ankle",), either=_TRUNK),
        sigmas=(17.0, 19.0, 20.0, 20.0, 20.0, 22.0),
        limb="leg",
        refused_with="leg",
    ),
    MeasureSpec(
        name="wrist_to_ankle",
        sided=True,
        plane="sagittal",
        unit="% of trunk",
        bounds=(-300, 500),
        needs=Needs(own=("ankle",), either=("wrist", *_TRUNK)),
        sigmas=(26.0, 28.0, 30.0, 32.0, 32.0, 45.0),
        limb="leg",
        refused_with="leg",
    ),
    MeasureSpec(
        name="ankle_to_knee",
        sided=True,
        plane="sagittal",
        unit="% of trunk",
        bounds=(0, 300),
        needs=Needs(own=("ankle",), other=("knee",), either=_TRUNK),
        sigmas=(45.0, 50.0, 55.0, 60.0, 75.0, 80.0),
        limb="leg",
        refused_with="legs",
    ),
    MeasureSpec(
        name="ankle_across",
        sided=True,
        plane="frontal",
        unit="% of trunk",
        bounds=(-300, 300),
        needs=Needs(own=("ankle",), both=_TRUNK),
        sigmas=(17.0, 17.0, 18.0, 22.0, 26.0, 30.0),
        signed=True,
        limb="leg",
    ),
)

_WHOLE_DISTANCES: Final = (
    MeasureSpec(
        name="hip_height",
        sided=False,
        plane="sagittal",
        unit="% of trunk",
        bounds=(-100, 200),
        needs=Needs(own=("shoulder", "hip", "knee")),
        sigmas=(7.5, 7.5, 7.5, 7.5, 8.0, 13.0),
        refused_with="legs",
    ),
    MeasureSpec(
        name="knees_apart",
        sided=False,
        plane="any",
        unit="% of trunk",
        bounds=(0, 300),
        needs=Needs(own=("knee",), either=_TRUNK),
        sigmas=(23.0, 23.0, 23.0, 23.0, 25.0, 28.0),
        refused_with="legs",
    ),
    MeasureSpec(
        name="knees_over_feet",
        sided=False,
        plane="frontal",
        unit="% of ankles",
        bounds=(0, 400),
        needs=Needs(own=("knee", "ankle")),
        sigmas=(12.0, 12.0, 16.0, 20.0, 26.0, 35.0),
    ),
    MeasureSpec(
        name="chest_roll",
        sided=False,
        plane="frontal",
        bounds=(-90, 90),
        needs=Needs(own=("shoulder",)),
        sigmas=(15.0, 15.0, 16.0, 20.0, 25.0, 30.0),
        wrap="half turn",
        signed=True,
    ),
)

SPECS: Final = (*_SIDED_ANGLES, *_WHOLE_ANGLES, *_SIDED_DISTANCES, *_WHOLE_DISTANCES)
"""Every measure."""

REGISTRY: Final = {spec.name: spec for spec in SPECS}
"""Every measure by its name without a side."""

NAMES: Final = tuple(
    name
    for spec in SPECS
    for name in ([f"{spec.name}_{side}" for side in SIDES] if spec.sided else [spec.name])
)
"""Every measurement's name, in the order in which they are written: `hip_left`, `hip_right`, ..."""


def base_name(name: str) -> str:
    """Return a measure without its side or role: `hip` of `hip_right` and of `hip[worked]`."""
    name = name.partition("[")[0]
    return name.removesuffix("_left").removesuffix("_right")
