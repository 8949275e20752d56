"""The command line starts quickly: it imports only what a command needs."""

import subprocess
import sys

import pytest

SLOW = (
    "numpy", "scipy", "av", "cv2", "PIL", "pyarrow", "matplotlib", "mediapipe", "onnxruntime",
    "streamlit", "sqlalchemy", "alembic", "altair", "jinja2", "asyncio", "ruamel",
    "rich.progress",
)  # fmt: skip
"""Libraries that take long to import: each would cost a tenth of a second or more."""

WATCH = """
import sys

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in SLOW:
            frame, by = sys._getframe(), []
            while frame is not None:
                module = frame.f_globals.get("__name__", "")
                if module.startswith("formcheck") and module not in by:
                    by.append(module)
                frame = frame.f_back
            print("imported", name, "by", " < ".join(by), file=sys.stderr)

SLOW = {slow!r}
sys.meta_path.insert(0, Watch())
from formcheck.cli import main
sys.exit(main({arguments!r}))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["review", "--help"],
        ["stretches"],
        ["show", "half-kneeling-lunge"],
        ["show", "daily-psoas"],
        ["show", "--constants"],
    ],
    ids=" ".join,
)
def test_a_command_that_looks_at_no_clip_imports_nothing_slow(arguments):
    help_alone = () if "--help" in arguments else ("typer.rich_utils",)
    done = _run(WATCH.format(slow=SLOW + help_alone, arguments=arguments))
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert not done.stderr, f"imported too early, first by the last one named: {done.stderr}"


def test_the_watch_names_who_imports():
    script = WATCH.format(slow=SLOW, arguments=["stretches"])
    done = _run(
        script.replace("from formcheck.cli", "import formcheck.pose.mirror\nfrom formcheck.cli")
    )
    assert "imported numpy by formcheck.pose.mirror" in done.stderr


def test_the_functions_of_the_package_are_no_modules_of_the_same_name():
    done = _run(
        "import formcheck.measure.model.registry, formcheck.review, formcheck.calibrate\n"
        "import formcheck\n"
        "from formcheck import measure\n"
        "assert measure is formcheck.measure\n"
        "print(*(getattr(formcheck, name).__name__ for name in formcheck.__all__ "
        "if name != '__version__'))\n"
        "print(set(formcheck.__all__) <= set(dir(formcheck)))"
    )
    assert done.stdout.split() == [
        "Calibration", "Review", "Session", "calibrate", "load_stretch", "measure", "review", "say",
        "True",
    ]  # fmt: skip


def _run(script):
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False
    )
