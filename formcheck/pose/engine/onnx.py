"""onnxruntime, loaded without its usage reports: the one place that imports it.

onnxruntime reports its use, with an identifier that it keeps in the user's cache, unless a variable
is set before it is loaded; its own `disable_telemetry_events` comes too late.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from formcheck.errors import MachineError
from formcheck.words import mark, tr

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_MISSING: Final = mark('install it: python -m pip install "onnxruntime>=1.20"')


def load_onnxruntime() -> ModuleType:
    """Import onnxruntime, which then reports nothing and keeps no identifier.

    Raises:
        ImportError: It is missing or damaged.
    """
    # Only C code sees the variable: `os.environ` stays the user's.
    os.putenv("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    module: ModuleType = onnxruntime
    return module


def open_onnx(path: Path) -> InferenceSession:
    """Load a model, to run on the processor, on one thread.

    Args:
        path: The model's file.

    Raises:
        MachineError: onnxruntime or the model is missing or damaged.
    """
    try:
        return load_onnxruntime().InferenceSession(
            str(path), _options(), providers=["CPUExecutionProvider"]
        )
    except (ImportError, OSError) as error:
        raise MachineError(
            tr(
                "expected onnxruntime to load, got: {error}; {missing}",
                error=error,
                missing=tr(_MISSING),
            )
        ) from error
    except RuntimeError as error:
        raise MachineError(
            tr(
                "expected onnxruntime to load {path}, got: {error}; run formcheck doctor",
                path=path,
                error=error,
            )
        ) from error


@functools.cache
def _options() -> object:
    options = load_onnxruntime().SessionOptions()
    # MediaPipe works beside it: threads of both would wait for each other.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options
