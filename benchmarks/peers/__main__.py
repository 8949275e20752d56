"""Differences to another program: `python -m benchmarks.peers RECORDING TABLE [NAME=COLUMN …]`."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.peers.tables import read_angles
from formcheck.exchange.motion import Motion, motion_of
from formcheck.store.recordings.recording import Recording


def differences(motion: Motion, theirs: pd.DataFrame, pairs: dict[str, str]) -> pd.DataFrame:
    """Return how far formcheck's angles are from another program's, at that program's times.

    Args:
        motion: Of the same clip.
        theirs: As `read_angles` returns it.
        pairs: The other program's column for each measurement.

    Returns:
        For each measurement: `frames` compared, `bias_deg` (ours less theirs), `mae_deg`,
        `rms_deg`. It is agreement, not accuracy: neither of the two is the truth.
    """
    rows = {}
    for name, column in pairs.items():
        known = np.isfinite(motion.values[name])
        times, values = motion.times_s[known], motion.values[name][known]
        ours = np.interp(theirs.index, times, values, left=np.nan, right=np.nan)
        gap = (ours - theirs[column].to_numpy())[np.isfinite(ours - theirs[column].to_numpy())]
        rows[name] = {
            "frames": len(gap),
            "bias_deg": float(np.mean(gap)) if len(gap) else np.nan,
            "mae_deg": float(np.mean(np.abs(gap))) if len(gap) else np.nan,
            "rms_deg": float(np.sqrt(np.mean(gap**2))) if len(gap) else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path)
    parser.add_argument("table", type=Path)
    parser.add_argument("pairs", nargs="*", help="hip_left=Angle_1: our name, their column")
    asked = parser.parse_args()
    motion = motion_of(Recording.read(asked.recording))
    theirs = read_angles(asked.table)
    pairs = dict(pair.split("=", 1) for pair in asked.pairs)
    pairs = pairs or {name: name for name in theirs.columns if name in motion.values}
    print(differences(motion, theirs, pairs).to_string(float_format="%.2f"))


if __name__ == "__main__":
    main()
