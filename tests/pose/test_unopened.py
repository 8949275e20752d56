"""A module inside of a package without the package's own imports, and the whole package later."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from formcheck.pose.engine.unopened import leave_unopened

SCRIPT = """if True:
    import sys
    from formcheck.pose.engine.unopened import leave_unopened
    leave_unopened("outer_one", "outer_one.inner", "outer_one.missing")
    from outer_one.inner.wanted import answer
    print(answer, "outer_one.inner.heavy" in sys.modules)
    import outer_one
    print(outer_one.inner.wanted.answer, "outer_one.inner.heavy" in sys.modules)
    from outer_one import nick
    print(nick.weight, outer_one.inner.heavy.weight, type(outer_one).__name__)
"""


def test_the_packages_are_opened_when_something_of_them_is_asked_for(tmp_path: Path) -> None:
    inner = tmp_path / "outer_one" / "inner"
    inner.mkdir(parents=True)
    (inner.parent / "__init__.py").write_text("import outer_one.inner.heavy as nick\n")
    (inner / "__init__.py").write_text("from . import heavy\n")
    (inner / "heavy.py").write_text("weight = 7\n")
    (inner / "wanted.py").write_text("answer = 42\n")
    assert run(SCRIPT, tmp_path).split("\n") == ["42 False", "42 False", "7 7 module"]


def test_what_is_not_there_or_was_imported_stays_as_it_is() -> None:
    leave_unopened("no_such_library", "json")
    assert "no_such_library" not in sys.modules
    assert type(sys.modules["json"]).__name__ == "module"


def test_an_engine_opens_without_all_of_mediapipe_which_is_whole_for_others() -> None:
    said = run("""if True:
        import sys
        from formcheck.pose.engine.mediapipe import MediaPipeEstimator
        MediaPipeEstimator().close()
        others = {"matplotlib", "sounddevice", "mediapipe.tasks.python.text"}
        print(sorted(others & set(sys.modules)))
        import mediapipe
        from mediapipe.tasks.python import text, vision
        from mediapipe.tasks.python.vision.pose_landmarker import PoseLandmarker
        print(vision.PoseLandmarker is PoseLandmarker is mediapipe.tasks.vision.PoseLandmarker)
        print(text.TextClassifier.__name__, vision.drawing_utils.plt.__name__)
        MediaPipeEstimator().close()
    """)
    assert said.split("\n") == ["[]", "True", "TextClassifier matplotlib.pyplot"]


def run(script: str, folder: Path | None = None) -> str:
    paths = [] if folder is None else [str(folder)]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}\n{script}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
