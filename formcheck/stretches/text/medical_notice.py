"""The notice: what formcheck is not, when to stop, and when to ask a clinician first.

Said when the app first opens, on its page About, in every report and every description.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formcheck.words import mark

NOTICE: Final = mark(
    "General fitness education, not medical advice and not a diagnosis. Angles are estimates from "
    "a camera, shown with their error. A camera cannot feel pain: you can, and your body has the "
    "last word."
)
"""What all this is, in short."""

STOP_SIGNS: Final = mark(
    "Stop at sharp or rising pain, a pinch in the groin, knee pain, dizziness or chest pain. Stop "
    "at pain, numbness or tingling down the leg. Never bounce. A mild pull at the front of the "
    "hip is as far as a stretch goes."
)

EMERGENCY: Final = mark(
    "Get medical help at once if you feel numb between the legs (the saddle area), or if your "
    "bladder, bowel or sexual function has changed. Do the same with pain into both legs, with "
    "weakness that gets worse, or with chest pain that does not ease."
)

ASK_FIRST: Final = mark(
    "Ask a clinician first after a hip or knee replacement, spinal surgery, or any recent surgery "
    "or fracture. Ask first with a slipped vertebra (spondylolisthesis), a narrow spinal canal "
    "(stenosis), disc trouble with leg pain, or weak bones (osteoporosis). Ask first with a knee "
    "injury, or with pain at the front of the hip or groin. Ask first with a torn hip labrum, hip "
    "impingement or very loose joints (hypermobility). Ask first with pain of the pelvic girdle "
    "or the sacroiliac joint. Ask first if you have vertigo or may fall, or take blood thinners "
    "(leave the balls out then). Ask first in pregnancy: do not lie face down then, and not on "
    "your back for long."
)

AFTER_HIP_REPLACEMENT: Final = mark(
    "With a new hip put in from the front, do not stretch the leg back and turn it outward. With "
    "one put in from behind, do not bend the hip past a right angle, which figure four, hugging a "
    "knee and deep squats ask for."
)

SEE_A_DOCTOR: Final = mark(
    "See a doctor before you stretch if you have fever, pain at night or weight loss with it. Do "
    "the same after cancer, after long use of steroids, or after a fall or a blow."
)

STOP_AT_ONCE: Final = (STOP_SIGNS, EMERGENCY)
"""What everybody must have read before the first stretch."""

BEFORE_YOU_BEGIN: Final = (ASK_FIRST, AFTER_HIP_REPLACEMENT, SEE_A_DOCTOR)
"""Who asks somebody else first."""

WHOLE: Final = (NOTICE, *STOP_AT_ONCE, *BEFORE_YOU_BEGIN)
"""All of it, in the order to be read."""


def notice_beside(safety: Sequence[str]) -> tuple[str, ...]:
    """Return the notice without what a stretch says itself.

    Args:
        safety: The stretch's own lines on safety, in English. The stop signs for all stretches are
            left out where lines of these say when to stop, at pain and at numbness.
    """
    own = " ".join(safety)
    said = all(sign in own for sign in ("Stop at sharp or rising pain", "numbness or tingling"))
    return tuple(line for line in WHOLE if not (said and line == STOP_SIGNS))
