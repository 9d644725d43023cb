"""The mock web, started for each test that names it; its certificates are made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.linkcheck.external.mock import MockWeb, make_certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificates of the mock web")
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


@pytest.fixture
def web(certificates: Path) -> Iterator[MockWeb]:
    """Return a mock web that runs; its routes are the test's to fill."""
    mock = MockWeb(certificates=certificates)
    mock.start()
    yield mock
    mock.stop()
