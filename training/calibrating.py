"""What chance a logit stands for, as counted on pages that the model has not learned from."""

import numpy as np
import numpy.typing as npt

from copydesk.labelling.network import CHANCES, EXTREME, LOGITS

STEPS = 50
LONGEST = 0.5
"""Of a step; longer ones may lead away."""


def chances(
    logits: npt.NDArray[np.int64], truth: npt.NDArray[np.float32], weights: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """The chance of each logit from -12 to 12 in sixteenths, to four digits.

    A logistic curve in two parameters (Platt's scaling), fitted by Newton's method to TRUTH, 0 to 1, of each logit.
    """
    x = np.clip(logits, -EXTREME * CHANCES, EXTREME * CHANCES) / CHANCES
    slope, offset = 1.0, 0.0
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-(slope * x + offset)))
        wrong, spread = weights * (said - truth), weights * said * (1 - said) + 1e-12
        gradient = np.array([(wrong * x).sum(), wrong.sum()])
        curve = np.array([[(spread * x * x).sum(), (spread * x).sum()], [(spread * x).sum(), spread.sum()]])
        step = np.linalg.solve(curve + 1e-6 * np.eye(2), gradient)
        step *= LONGEST / max(LONGEST, float(np.abs(step).max()))
        slope, offset = slope - step[0], offset - step[1]
    return np.round(1 / (1 + np.exp(-(slope * np.array(LOGITS) + offset))), 4)


def plain() -> npt.NDArray[np.float64]:
    """Chances of logits that nobody has calibrated."""
    return np.round(1 / (1 + np.exp(-np.array(LOGITS))), 4)
