"""What is said of each engine is what its files, its adapter and its recordings say."""

import re
from pathlib import Path

import pytest

from formcheck.pose.engine.bundle import bundled_file, find_model
from formcheck.pose.engine.profiles import (
    LIGHTNING,
    MEDIAPIPE,
    PROFILES,
    THUNDER,
    engines_for,
    names_of,
)
from formcheck.pose.factory import open_estimator
from formcheck.pose.landmark import KEYPOINTS, Landmark
from formcheck.resources import __file__ as package_file

MODELS = Path(package_file).parent / "pose" / "engine" / "models"


@pytest.mark.parametrize("model", [m for engine in PROFILES for m in engine.models])
def test_every_file_is_there_and_told_with_its_checksum_and_size(model) -> None:
    path = bundled_file(model.file)
    rows = (MODELS / "README.md").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if f"`{model.file}`" in row]
    assert model.sha256 in row
    assert int(re.sub(r"\D", "", row.split("|")[2])) == path.stat().st_size
    assert {file.name for file in MODELS.glob("*.*")} >= {model.file, "LICENSE-BlazePose.txt"}


def test_the_folder_holds_no_model_that_no_profile_names() -> None:
    named = {model.file for engine in PROFILES for model in engine.models}
    found = {file.name for file in MODELS.iterdir() if file.suffix in (".task", ".onnx")}
    assert found == named


def test_what_can_be_chosen_is_mediapipes() -> None:
    options = [m.option for engine in PROFILES for m in engine.models if m.option]
    assert options == ["full", "lite"]
    assert [find_model(option).name for option in options] == options


def test_the_families_weights_add_up_on_either_side() -> None:
    families = {engine.family: engine for engine in PROFILES}.values()
    assert sum(engine.near_weight for engine in families) == pytest.approx(1.0)
    assert sum(engine.far_weight for engine in families) == pytest.approx(1.0)
    for engine in PROFILES:
        alike = [other for other in PROFILES if other.family == engine.family]
        assert {other.near_weight for other in alike} == {engine.near_weight}
        assert {other.far_weight for other in alike} == {engine.far_weight}


def test_live_view_asks_two_engines_and_a_review_all_three() -> None:
    assert engines_for(1) == (MEDIAPIPE, LIGHTNING)
    assert names_of(engines_for(2)) == ("mediapipe", "movenet-lightning", "movenet-thunder")


@pytest.mark.parametrize(
    ("looks", "engines", "seen"),
    [(1, None, 2), (2, None, 3), (2, (MEDIAPIPE, LIGHTNING), 2), (1, (MEDIAPIPE,), None)],
)
def test_the_engines_that_are_asked_have_a_say(picture, looks, engines, seen) -> None:
    with open_estimator("lite", "image", looks, engines=engines) as estimator:
        pose = estimator.estimate(picture)
    assert (None if pose.engines is None else len(pose.engines)) == seen


def test_profiles_tell_what_the_engines_give() -> None:
    assert MEDIAPIPE.landmarks == tuple(Landmark)
    assert LIGHTNING.landmarks == THUNDER.landmarks == KEYPOINTS
    (finder,) = [engine for engine in PROFILES if engine.finds_people]
    assert finder is PROFILES[0]
    assert (finder.depth, finder.silhouette) == (True, True)
