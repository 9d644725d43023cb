"""A bar where somebody looks, silence where nobody does."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from plugins.linkcheck.progress import Progress, hosts_line, shown, wanted
from tests.conftest import ROOT


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "is_wanted"),
    [
        ({"TERM": "xterm"}, True),
        ({}, True),
        ({"CI": "false"}, True),
        ({"CI": "true"}, False),
        ({"CI": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_the_bar_is_for_people_at_a_terminal(environment, is_wanted):
    assert wanted(Terminal(), environment) is is_wanted
    assert not wanted(io.StringIO(), environment)


@pytest.mark.parametrize(
    ("hosts", "line"),
    [
        ((), ""),
        (("a.example",), "a.example"),
        (("a.example", "b.example"), "a.example, b.example"),
        (("a.example", "b.example", "c.example"), "a.example and 2 more"),
        (("a-host-with-a-name-that-is-too-long.example", "b.example"),
         "a-host-with-a-name-that-is-too-long.example and 1 more"),
    ],
)  # fmt: skip
def test_hosts_in_flight_fit_on_the_line(hosts, line):
    assert hosts_line(hosts, 25) == line


def test_a_terminal_sees_how_far_it_is_and_which_hosts_are_asked():
    terminal = Terminal()
    with shown(terminal, {"TERM": "xterm"}) as tell:
        tell(Progress(0, 0))
        tell(Progress(3, 12, ("a.example", "[red]b.example")))

    drawn = terminal.getvalue()
    assert "3/12" in drawn
    assert "a.example" in drawn
    assert drawn.endswith(("\x1b[2K", "\n", "\x1b[?25h")) or "\x1b[2K" in drawn


def test_the_bar_ends_and_what_was_raised_comes_through():
    with pytest.raises(KeyboardInterrupt), shown(Terminal(), {"TERM": "xterm"}) as tell:
        tell(Progress(1, 2))
        raise KeyboardInterrupt


def test_nothing_is_written_nor_loaded_where_nobody_looks():
    code = (
        "import sys; from plugins.linkcheck import progress\n"
        "for name in [name for name in sys.modules if name.partition('.')[0] == 'rich']: del sys.modules[name]\n"
        "with progress.shown() as tell: tell(progress.Progress(1, 2, ('a.example',)))\n"
        "print('rich.progress' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("False\n", "")
