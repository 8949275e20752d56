"""Trains the learned correction: `python -m benchmarks.correction.train --data DIR`.

Needs PyTorch (dependency group `train`) for the training alone; what it writes is an array file
that `formcheck.measure.joints.correction` runs in numpy.

Bodies are dealt into folds. Each member of the mean learns from all folds but one and is asked
about the one it never saw; the network for sigma learns how wrong those answers were. The same
pictures, seed and versions of numpy and PyTorch give the same arrays again.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from benchmarks.correction.constants import carried_over
from benchmarks.correction.samples import Samples, leg_samples, trunk_samples, yaw_samples
from benchmarks.truthset.shards import load
from formcheck.measure.joints.correction import LEG_OUTPUTS, SIGMA_FLOOR, TRUNK_OUTPUTS
from formcheck.measure.model.regressor import UNFAMILIAR

Array = NDArray[np.float64]

FOLDS: Final = 4
HIDDEN: Final = (192, 96)
SIGMA_HIDDEN: Final = (48, 24)
EPOCHS: Final = 60
SIGMA_EPOCHS: Final = 30
BATCH: Final = 128
RATE: Final = 3e-3
DECAY: Final = 1e-1
DROPOUT: Final = 0.1
JITTER: Final = 0.1
"""Noise on each standardised feature while training, as a hold on learning single people."""
UNIT: Final = 10.0
"""Degrees that the networks call 1."""
HUBER: Final = 0.5
"""In that unit: errors beyond 5 degrees pull no harder than that."""


WORST: Final = 60.0
"""Degrees: a gross failure counts as this in the error to be stated, however large it is."""
USUAL: Final = 0.9
"""Share of the most certain frames whose errors set the scale of sigma: others are refused."""


def _network(inputs: int, hidden: tuple[int, int], outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(inputs, hidden[0]), nn.Tanh(), nn.Dropout(DROPOUT),
        nn.Linear(hidden[0], hidden[1]), nn.Tanh(), nn.Dropout(DROPOUT),
        nn.Linear(hidden[1], outputs),
    )  # fmt: skip


def _fit(
    x: torch.Tensor,
    y: torch.Tensor,
    hidden: tuple[int, int],
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    seed: int,
    epochs: int = EPOCHS,
) -> nn.Sequential:
    torch.manual_seed(seed)
    net = _network(x.shape[1], hidden, y.shape[1])
    steps = epochs * len(x) // BATCH
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    net.train()
    for _ in range(steps):
        rows = torch.randint(0, len(x), (BATCH,))
        noisy = x[rows] + JITTER * torch.randn(BATCH, x.shape[1])
        optimiser.zero_grad()
        loss(net(noisy), y[rows]).backward()
        optimiser.step()
        schedule.step()
    return net.eval()


def _spread_loss(output: torch.Tensor, residual: torch.Tensor) -> torch.Tensor:
    """Negative log likelihood of a Laplace distribution: heavy tails, as the residuals have."""
    scale = nn.functional.softplus(output) + 0.05
    return (torch.log(scale) + residual.abs() / scale).mean()


def _answers(net: nn.Sequential, x: torch.Tensor) -> Array:
    with torch.no_grad():
        return np.asarray(net(x).numpy(), dtype=np.float64)


def train(
    samples: Samples,
    target: Array,
    bodies: NDArray[Any],
    seed: int,
    wrong: Callable[[Array, Array], Array] = np.subtract,
) -> dict[str, Array]:
    """Return the arrays of a correction network and its sigma network.

    Args:
        samples: Features and what a perfect correction would add to rendered people.
        target: What is learned of it; see `constants.carried_over`. Sigma is fitted to what is
            left of the whole.
        bodies: Body of each sample, shape (n,).
        seed: Of folds and networks.
        wrong: From the truth and the answers to the errors that sigma is fitted to.
    """
    plausible = samples.features[~samples.gross]
    mean, scale = plausible.mean(axis=0), plausible.std(axis=0) + 1e-6
    features = np.clip((samples.features - mean) / scale, -UNFAMILIAR[1], UNFAMILIAR[1])
    x = torch.tensor(features, dtype=torch.float32)
    y = torch.tensor(target / UNIT, dtype=torch.float32)
    order = np.random.default_rng(seed).permutation(np.unique(bodies))
    fold_of = {body: row % FOLDS for row, body in enumerate(order)}
    fold = np.array([fold_of[body] for body in bodies])
    residual = np.zeros(samples.whole.shape)
    arrays: dict[str, Array] = {"mean": mean, "scale": scale, "members": np.array(FOLDS)}
    huber = nn.HuberLoss(delta=HUBER)
    for held in range(FOLDS):
        # Gross failures teach no bias, but they teach what they look like.
        learn = np.flatnonzero((fold != held) & ~samples.gross)
        ask = np.flatnonzero(fold == held)
        net = _fit(x[learn], y[learn], HIDDEN, huber, seed + held)
        layers = _layers(net, f"{held}", UNIT)
        residual[ask] = wrong(samples.whole[ask], _run(layers, f"{held}", x[ask].numpy()))
        arrays |= layers
    residual = np.clip(residual, -WORST, WORST)
    spread, raw = _spread(x, residual, fold, seed)
    # So that of unseen bodies 95 % of the errors that are not refused lie within two sigma.
    usual = np.where(raw <= np.quantile(raw, USUAL, axis=0), np.abs(residual) / (2 * raw), np.nan)
    arrays |= spread | {"sigma_scale": np.nanquantile(usual, 0.95, axis=0)}
    _tell(samples, residual, raw * arrays["sigma_scale"])
    return arrays


def _spread(
    x: torch.Tensor, residual: Array, fold: NDArray[np.int64], seed: int
) -> tuple[dict[str, Array], Array]:
    """The layers of the network for sigma, and what others like it say of bodies unseen by them."""
    y = torch.tensor(residual / UNIT).float()
    raw = np.zeros(residual.shape)
    for held in range(2):  # of two halves, each is asked about the other
        learn, ask = np.flatnonzero(fold % 2 != held), np.flatnonzero(fold % 2 == held)
        net = _fit(x[learn], y[learn], SIGMA_HIDDEN, _spread_loss, seed, SIGMA_EPOCHS)
        raw[ask] = UNIT * (np.logaddexp(0.0, _answers(net, x[ask])) + 0.05)
    net = _fit(x, y, SIGMA_HIDDEN, _spread_loss, seed, SIGMA_EPOCHS)
    return _layers(net, "sigma", 1.0), raw


def _layers(net: nn.Sequential, name: str, unit: float) -> dict[str, Array]:
    linear = [layer for layer in net if isinstance(layer, nn.Linear)]
    arrays: dict[str, Array] = {}
    for row, layer in enumerate(linear):
        factor = unit if row == len(linear) - 1 else 1.0
        arrays[f"{name}_w{row}"] = factor * layer.weight.detach().numpy().T.astype(np.float64)
        arrays[f"{name}_b{row}"] = factor * layer.bias.detach().numpy().astype(np.float64)
    return arrays


def _run(layers: Mapping[str, Array], name: str, x: NDArray[Any]) -> Array:
    """Answers of a member, in degrees."""
    last = sum(key.startswith(f"{name}_w") for key in layers) - 1
    for row in range(last):
        x = np.tanh(x @ layers[f"{name}_w{row}"] + layers[f"{name}_b{row}"])
    return np.asarray(x @ layers[f"{name}_w{last}"] + layers[f"{name}_b{last}"], np.float64)


def _signed(truth: Array, answers: Array) -> Array:
    """Errors of the yaw's size, and of the size with the sign of the second answer."""
    size = np.maximum(answers[:, 0], 0.0)
    return np.stack([truth[:, 0] - size, truth[:, 1] - np.copysign(size, answers[:, 1])], axis=1)


def _tell(samples: Samples, residual: Array, sigma: Array) -> None:
    outputs = {4: LEG_OUTPUTS, 1: TRUNK_OUTPUTS, 2: ("yaw size", "yaw")}[residual.shape[1]]
    merged = samples.merged
    for column, name in enumerate(outputs):
        before = np.abs(samples.whole[merged, column])
        after = np.abs(residual[merged, column])
        inside = after < 2 * np.maximum(sigma[merged, column], SIGMA_FLOOR.get(name, 0.0))
        print(
            f"{name:<11} plain {before.mean():5.2f}  corrected {after.mean():5.2f}  "
            f"median {np.median(before):5.2f} -> {np.median(after):5.2f}  "
            f"within 2 sigma {100 * inside.mean():4.1f} %"
        )


def _kept(name: str) -> type[np.floating[Any]]:
    # Half precision is finer than the networks are sure by far, and halves the file.
    return np.float16 if "_w" in name else np.float32


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the truth set")
    parser.add_argument("--out", type=Path, default=Path("formcheck/measure/joints/correction.npz"))
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # the networks are small: more threads only wait for each other
    data = load(arguments.data, "train")
    arrays: dict[str, NDArray[Any]] = {}
    for prefix, samples in (
        ("leg", leg_samples(data)),
        ("trunk", trunk_samples(data)),
        ("yaw", yaw_samples(data)),
    ):
        print(f"{prefix}: {len(samples.features)} samples, {len(np.unique(data['body']))} bodies")
        turned = prefix == "yaw"  # a direction in space: nothing of it is the renderer's own
        target = samples.whole if turned else carried_over(samples, data)
        wrong = _signed if turned else np.subtract
        bodies = data["body"][samples.frame]
        found = train(samples, target, bodies, arguments.seed, wrong)
        arrays |= {f"{prefix}_{name}": array.astype(_kept(name)) for name, array in found.items()}
    with arguments.out.open("wb") as file:
        np.savez_compressed(file, **arrays)
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
