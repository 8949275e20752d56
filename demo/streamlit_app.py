"""A demo for a web host: the sample clips judged, without a camera and without anybody's data.

Hosts of Streamlit apps take this file with `requirements.txt` and `packages.txt` beside it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.resources import data_folder
from formcheck.review import Review, review
from formcheck.stretches.text.medical_notice import WHOLE
from formcheck.wording import (
    error_words,
    label,
    target_words,
    value_words,
    verdict_words,
)
from formcheck.words import say_sentence

SAMPLES: Final = {
    "half-kneeling-lunge-good": ("Lunge, held well", "half-kneeling-lunge"),
    "half-kneeling-lunge-arched": ("Lunge with an arched back", "half-kneeling-lunge"),
    "half-kneeling-lunge-shallow": ("Lunge, too shallow", "half-kneeling-lunge"),
    "squat-set": ("Squats", "squat"),
    "prone-press-up": ("Press-up on the belly", "prone-press-up"),
}


def main() -> None:
    """Draw the page."""
    st.set_page_config("formcheck: demo", ":material/self_improvement:")
    st.title("formcheck")
    st.markdown(
        "Measures joint angles in a clip **with their error**, compares them with a stretch's "
        "targets, and says one thing to change. These clips are rendered people; nothing can be "
        "uploaded here, and the program itself runs on your own machine."
    )
    names = {name: words for name, (words, _) in SAMPLES.items()}
    chosen = st.selectbox("Sample", names, format_func=names.__getitem__)
    clip = data_folder("sample_videos") / f"{chosen}.mp4"
    if not st.button("Review it", type="primary"):
        st.video(str(clip))
        return
    with st.spinner("Measuring every frame: a minute or two"):
        found, folder = _review(str(clip), SAMPLES[chosen][1])
    _show(found, folder)


@st.cache_resource(max_entries=len(SAMPLES), show_spinner=False)
def _review(clip: str, stretch: str) -> tuple[Review, Path]:
    folder = Path(tempfile.mkdtemp(prefix="formcheck-demo-"))
    return review(clip, stretch, out=folder, looks=1), folder


def _show(found: Review, folder: Path) -> None:
    summary = found.summary
    st.header(verdict_words(summary.verdict))
    st.markdown(say_sentence(summary.headline))
    if summary.advice:
        st.info(say_sentence(summary.advice))
    st.video(str(folder / "annotated.mp4"))
    st.table(
        [
            {
                "Check": label(check.check),
                "Measured": "not measured"
                if check.value is None or check.sigma is None
                else f"{value_words(check.value, check.measure)} {error_words(check.sigma)}",
                "Target": target_words(check.low, check.high, check.measure),
                "Verdict": verdict_words(check.verdict),
            }
            for check in summary.checks
        ]
    )
    report = (folder / "report.html").read_bytes()
    st.download_button("The whole report", report, "report.html", "text/html")
    for line in WHOLE:
        st.caption(line)


if __name__ == "__main__":
    main()
