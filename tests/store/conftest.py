"""The databases that histories are tested on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from formcheck.store.history.database import DATABASE
from tests.store.postgres import Cluster

POSTGRES = pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with Cluster() as started:
        yield started


@pytest.fixture(params=["sqlite", POSTGRES])
def either_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let histories be in a file, and then in PostgreSQL."""
    if request.param == "postgres":
        started: Cluster = request.getfixturevalue("cluster")
        monkeypatch.setenv(DATABASE, started.empty())
    return str(request.param)


@pytest.fixture
def shared(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """Let histories be in PostgreSQL."""
    monkeypatch.setenv(DATABASE, cluster.empty())
    return cluster
