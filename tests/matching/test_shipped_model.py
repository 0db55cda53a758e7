"""`make model` makes the model that is shipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.matching import load_model

ROOT = Path(__file__).resolve().parents[2]
HUNDREDTH = 0.011  # bits: the rounding of weights, on a machine that adds in another order


@pytest.mark.shared
@pytest.mark.slow
def test_the_shipped_model_is_what_the_script_makes(shared: Path, tmp_path: Path) -> None:
    """Fails where rules, knowledge or corpora changed and nobody ran `make model`."""
    script = [sys.executable, str(ROOT / "scripts" / "build_model.py"), "--into", str(tmp_path)]
    environment = os.environ | {"TOOLKIT_SHARED": str(shared)}
    done = subprocess.run(script, cwd=ROOT, env=environment, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    made, shipped = load_model(str(tmp_path / "policy.json")), load_model("policy")
    assert made.prior == pytest.approx(shipped.prior, abs=0.002)
    for name, levels in shipped.weights.items():
        assert made.weights[name] == pytest.approx(levels, abs=HUNDREDTH), name
    for made_point, point in zip(made.calibration, shipped.calibration, strict=True):
        assert made_point == pytest.approx(point, abs=0.02)
    assert "## Calibration" in (tmp_path / "policy.md").read_text(encoding="utf-8")
