from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.sample import Sample, write


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return write(tmp_path / "knowledge")
