"""Whatever is edited, in whatever order and with builds killed in between, a rebuild is what a clean build is."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.incremental.edits import EDITS, Edited

# How many sites, and how many moves on each: INCREMENTAL_PROFILE=20x30 for a long evening.
EXAMPLES, STEPS = (int(number) for number in os.environ.get("INCREMENTAL_PROFILE", "3x6").split("x"))


class Editing(RuleBasedStateMachine):
    """A site that is edited, built, and built and killed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="editing-")).resolve()

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    @initialize()
    def begin(self) -> None:
        self.site = Edited(self.root)
        self.site.rebuild()

    @rule(
        edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=3),
        chance=st.randoms(use_true_random=False),
    )
    def edit_and_build(self, edits, chance) -> None:
        for edit in edits:
            edit(self.site, chance)
        assert self.site.differences() == []

    @rule(edit=st.sampled_from(EDITS), chance=st.randoms(use_true_random=False), after=st.floats(0, 0.5))
    def edit_and_kill(self, edit, chance, after) -> None:
        edit(self.site, chance)
        self.site.rebuild_and_kill(after)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a process that is forked")
def test_a_rebuild_is_what_a_clean_build_is():
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
