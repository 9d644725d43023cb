"""Work is shared out among processes, and nothing of it is lost when one of them is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.bundles.processes import in_processes
from tests.alone import alone, forks

BEGIN = "import os, threading, time\nfrom plugins.bundles.processes import can_fork, in_processes\n"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 256), st.integers(1, 4))
def test_all_is_done_once_and_in_order(count, jobs):
    assert in_processes(lambda number: number * number, count, jobs) == [n * n for n in range(count)]


@forks
def test_others_take_part():
    code = """
    def who(number):
        time.sleep(0.02)
        return os.getpid()
    print(len(set(in_processes(who, 12, 3))) > 1)
    """
    assert alone(BEGIN, code) == "True\n"


@forks
def test_what_a_killed_process_had_is_done_here_and_none_is_left_behind():
    code = """
    import signal
    own = os.getpid()
    def work(number):
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return number
    print(in_processes(work, 20, 3) == list(range(20)))
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("none")
    """
    assert alone(BEGIN, code) == "True\nnone\n"


@forks
def test_what_goes_wrong_is_raised_here(capfd):
    def work(number: int) -> int:
        if number == 7:
            raise ValueError("the seventh")
        return number

    with pytest.raises(ValueError, match="the seventh"):
        in_processes(work, 20, 2)
    assert capfd.readouterr().err == ""


@forks
def test_no_process_is_forked_while_other_threads_run():
    code = """
    end = threading.Event()
    before = can_fork()
    threading.Thread(target=end.wait).start()
    print(before, can_fork(), set(in_processes(lambda number: os.getpid(), 9, 2)) == {os.getpid()})
    end.set()
    """
    assert alone(BEGIN, code) == "True False True\n"
