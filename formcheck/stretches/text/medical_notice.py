"""The notice: what formcheck is not, when to stop, and when to ask a clinician first.

Said when the app first opens, on its page About, in every report and every description.
"""

from __future__ import annotations

from typing import Final

NOTICE: Final = (
    "General fitness education, not medical advice and not a diagnosis. Angles are estimates from "
    "a camera, shown with their error. A camera cannot feel pain: you can, and your body has the "
    "last word."
)
"""What all this is, in short."""

STOP_SIGNS: Final = (
    "Stop at sharp or rising pain, a pinch in the groin, knee pain, dizziness or chest pain, and "
    "at pain, numbness or tingling down the leg. Never bounce. A mild pull at the front of the "
    "hip is as far as a stretch goes."
)

EMERGENCY: Final = (
    "Numbness around the saddle area, a change in bladder or bowel control, or weakness that gets "
    "worse is an emergency: get medical help at once."
)

ASK_FIRST: Final = (
    "Ask a clinician first after a hip replacement, recent surgery or fracture, or spinal surgery; "
    "with spondylolisthesis, spinal stenosis, osteoporosis or a knee injury; and in pregnancy."
)

WHOLE: Final = (NOTICE, STOP_SIGNS, EMERGENCY, ASK_FIRST)
"""All of it, in the order to be read."""
