"""Trains the tilt network: `python -m benchmarks.tilt.train --data DIR --cache DIR`.

Needs PyTorch (dependency group `train`) for the training alone. People are dealt into folds: each
member of the mean learns from all folds but one and is asked about the one that it never saw; the
network for sigma learns how wrong those answers were. Held-out people are never touched.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from benchmarks.tilt.samples import UPRIGHT, Arrays, outlines, pairs
from benchmarks.tilt.shaking import shaken
from formcheck.measure.model.outline_model import STATIONS
from formcheck.measure.pelvis.tilt import outline_features, shape_terms

Array = NDArray[np.float64]

SEED: Final = 11
FOLDS: Final = 5
HIDDEN: Final = (128, 64)
SIGMA_HIDDEN: Final = (16, 8)
STEPS: Final = 8000
SIGMA_STEPS: Final = 350
BATCH: Final = 256
RATE: Final = 3e-3
DECAY: Final = 0.1
DROPOUT: Final = 0.1
JITTER: Final = 0.15
"""Noise on each standardised feature while training, as a hold on learning single people."""
SIGMA_JITTER: Final = 0.9
"""The same for the error: which outlines are hard to read is learned only roughly."""
COVERED: Final = 0.93
"""Share of the answers to unseen people that lie within two sigma while one member answers; the
mean of all members, which is what is used, errs less."""
UNIT: Final = 10.0
"""Degrees that the networks call 1."""
CLIP: Final = 7.0
EXACT: Final = 0.25
"""Share of the pairs that are learned from the exact outlines instead of MediaPipe's."""


class Sampler:
    """Draws batches of pairs, each outline shaken afresh."""

    def __init__(self, data: Arrays, chosen: tuple[Any, Any], mean: Array, scale: Array) -> None:
        """Prepares the pairs that are chosen (frames, neutrals)."""
        self._mean, self._scale, self._tilt = mean, scale, data["pelvic_tilt"]
        self._frames, self._neutrals = chosen
        seen = np.nan_to_num(data["rows"])
        sound = np.isfinite(data["exact"][:, :1])
        self._rows = (seen, np.where(sound, np.nan_to_num(data["exact"]), seen))
        # Each frame counts alike, however many neutrals it has.
        counts = np.bincount(self._frames, minlength=len(data["body"]))
        self._chance = np.cumsum(1.0 / counts[self._frames])
        self._chance /= self._chance[-1]

    def draw(self, random: np.random.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Returns standardised features and tilts of random pairs."""
        chosen = np.searchsorted(self._chance, random.random(count))
        frames, neutrals = self._frames[chosen], self._neutrals[chosen]
        exact = random.random((count, 1)) < EXACT
        seen, ideal = self._rows
        here, there = (
            shape_terms(shaken(np.where(exact, ideal[rows], seen[rows]), random))
            for rows in (frames, neutrals)
        )
        x = np.clip((outline_features(here, there) - self._mean) / self._scale, -CLIP, CLIP)
        y = (self._tilt[frames] - self._tilt[neutrals]) / UNIT
        return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)


def _network(inputs: int, hidden: tuple[int, int]) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(inputs, hidden[0]), nn.Tanh(), nn.Dropout(DROPOUT),
        nn.Linear(hidden[0], hidden[1]), nn.Tanh(), nn.Dropout(DROPOUT),
        nn.Linear(hidden[1], 1),
    )  # fmt: skip


def _fit(sampler: Sampler, inputs: int, seed: int, steps: int) -> nn.Sequential:
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    net = _network(inputs, HIDDEN)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    net.train()
    for _ in range(steps):
        x, y = sampler.draw(random, BATCH)
        answer = net(x + JITTER * torch.randn_like(x))[:, 0]
        loss = nn.functional.huber_loss(answer, y, delta=0.5)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return net.eval()


def _fit_sigma(x: torch.Tensor, wrong: torch.Tensor, seed: int, steps: int) -> nn.Sequential:
    """Fits the scale of a Laplace distribution: heavy tails, as the residuals have."""
    torch.manual_seed(seed)
    net = _network(x.shape[1], SIGMA_HIDDEN)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    net.train()
    for _ in range(steps):
        rows = torch.randint(0, len(x), (BATCH,))
        noisy = x[rows] + SIGMA_JITTER * torch.randn(BATCH, x.shape[1])
        scale = nn.functional.softplus(net(noisy)[:, 0]) + 0.05
        loss = (torch.log(scale) + wrong[rows].abs() / scale).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return net.eval()


def _answers(net: nn.Sequential, x: torch.Tensor) -> Array:
    with torch.no_grad():
        return np.asarray(net(x)[:, 0].numpy(), dtype=np.float64)


def _layers(net: nn.Sequential, name: str, unit: float) -> dict[str, Array]:
    linear = [layer for layer in net if isinstance(layer, nn.Linear)]
    found = {}
    for row, layer in enumerate(linear):
        factor = unit if row == len(linear) - 1 else 1.0
        found[f"{name}_w{row}"] = layer.weight.detach().numpy().T.astype(np.float32) * factor
        found[f"{name}_b{row}"] = layer.bias.detach().numpy().astype(np.float32) * factor
    return found


def train(data: Arrays, steps: int) -> dict[str, Array]:
    """Returns the arrays of the tilt network, its sigma network and the clothes' classifier."""
    wide = pairs(data, widely=True)
    frames, neutrals = pairs(data, widely=False)
    described = shape_terms(np.nan_to_num(data["rows"]))
    every = outline_features(described[frames], described[neutrals])
    mean, scale = every.mean(axis=0), every.std(axis=0) + 1e-6
    x = torch.tensor(np.clip((every - mean) / scale, -CLIP, CLIP), dtype=torch.float32)
    truth = data["pelvic_tilt"][frames] - data["pelvic_tilt"][neutrals]
    folds = _folds(data)
    fold = folds[frames]
    residual = np.zeros(len(frames))
    arrays: dict[str, Array] = {"mean": mean, "scale": scale, "members": np.array(FOLDS)}
    for held in range(FOLDS):
        learn, ask = folds[wide[0]] != held, fold == held
        sampler = Sampler(data, (wide[0][learn], wide[1][learn]), mean, scale)
        net = _fit(sampler, every.shape[1], SEED + held, steps)
        residual[ask] = UNIT * _answers(net, x[ask]) - truth[ask]
        arrays |= _layers(net, f"tilt{held}", UNIT)
        print(f"fold {held}: {_telling(data, frames[ask], neutrals[ask], residual[ask])}")
    return arrays | spread(x, residual, fold) | _clothes(data)


def spread(x: torch.Tensor, residual: Array, fold: NDArray[np.intp]) -> dict[str, Array]:
    """Returns the arrays of the sigma network.

    It too is asked only about people whom it never saw when its scale is set: a network that has
    seen a residual calls it likely.
    """
    wrong = torch.tensor(residual / UNIT, dtype=torch.float32)
    raw = np.zeros(len(residual))
    arrays: dict[str, Array] = {"sigma_members": np.array(FOLDS)}
    for held in range(FOLDS):
        learn, ask = fold != held, fold == held
        net = _fit_sigma(x[learn], wrong[learn], SEED + held, SIGMA_STEPS)
        raw[ask] = UNIT * (np.logaddexp(0.0, _answers(net, x[ask])) + 0.05)
        arrays |= _layers(net, f"sigma{held}", 1.0)
    arrays["sigma_scale"] = np.array([np.quantile(np.abs(residual) / (2 * raw), COVERED)])
    return arrays


def _folds(data: Arrays) -> NDArray[np.intp]:
    """Deals people into folds by how high up their backs bend.

    How a real back bends is not known: so each member is asked about backs unlike those that it
    learned from, and sigma holds for that.
    """
    people, first = np.unique(data["body"], return_index=True)
    height = data["spine"][first] @ np.arange(data["spine"].shape[1])
    place = np.empty(len(people), dtype=np.intp)
    place[np.argsort(height, kind="stable")] = np.arange(len(people))
    fold_of = dict(zip(people, place * FOLDS // len(people), strict=True))
    return np.array([fold_of[body] for body in data["body"]])


def _telling(data: Arrays, frames: Any, neutrals: Any, residual: Array) -> str:
    """Mean errors against the neutral stance, without baggy shirts."""
    told = (data["family"][neutrals] == "neutral") & (data["fit"][frames] != "baggy")
    parts = []
    for family in ("standing", "lunge", "quadruped", "bridge", "prone"):
        chosen = np.abs(residual[told & (data["family"][frames] == family)])
        parts.append(f"{family} {chosen.mean():.1f}")
    return ", ".join(parts)


def _clothes(data: Arrays) -> dict[str, Array]:
    """A logistic regression: does a shirt hang over the small of the back?"""
    from sklearn.linear_model import LogisticRegression

    sound = np.isfinite(data["rows"][:, 0]) & np.isin(data["family"], UPRIGHT)
    depths = data["rows"][sound][:, : 2 * len(STATIONS)]
    mean, scale = depths.mean(axis=0), depths.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.02, max_iter=500)
    model.fit((depths - mean) / scale, data["fit"][sound] == "baggy")
    return {
        "clothes_mean": mean,
        "clothes_scale": scale,
        "clothes_weights": model.coef_[0],
        "clothes_bias": model.intercept_,
    }


def main() -> None:
    """Trains and writes the file that the program reads."""
    parser = argparse.ArgumentParser(description="Train the tilt network.")
    parser.add_argument("--data", type=Path, required=True, nargs="+", help="folders of series")
    parser.add_argument("--people", type=int, default=10**6, help="people to learn from at most")
    parser.add_argument("--cache", type=Path, required=True, help="folder for the outlines")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps of each member")
    parser.add_argument("--out", type=Path, default=Path("formcheck/measure/pelvis/tilt.npz"))
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    data = outlines(wanted.data, wanted.cache, "train", wanted.people)
    print(f"{len(data['body'])} frames of {len(np.unique(data['body']))} people", flush=True)
    arrays = train(data, wanted.steps)
    named: dict[str, Any] = {
        name: array.astype(np.float32 if name in ("mean", "scale") else np.float16)
        for name, array in arrays.items()
    }
    np.savez_compressed(wanted.out, **named)
    print(f"wrote {wanted.out}: {wanted.out.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
