"""The output is swapped in whole or not at all: killed, failing and simultaneous builds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from plugins.builder import swap
from plugins.builder.__main__ import main
from plugins.builder.check import main as check
from tests.conftest import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def command(site, *arguments):
    return [
        sys.executable,
        "-m",
        "plugins.builder",
        "--settings",
        str(site.root / "pelicanconf.py"),
        *arguments,
    ]


def leftovers(site):
    return [path.name for path in site.root.iterdir() if path.name.startswith(".output")]


def test_a_new_site_takes_the_place_of_the_old_one_whole(make_site):
    site = make_site("-- content/pages/old/en.md --\nOld.\n").build()
    site.remove("content/pages/old")
    site.write("content/pages/new/en.md", "Title: New\nSummary: S.\n\nNew.\n")

    site.build()

    assert (site.output / "new/index.html").is_file()
    assert not (site.output / "old").exists()
    assert leftovers(site) == []


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGINT])
def test_a_build_stopped_half_way_leaves_the_last_good_site(make_site, signal_number):
    site = make_site("-- content/pages/one/en.md --\nOne.\n").build()
    before = site.html("/one/")
    for number in range(300):
        site.write(f"content/pages/page-{number}/en.md", f"Title: {number}\nSummary: S.\n\nText.\n")
    process = subprocess.Popen(command(site), env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not any(site.root.glob(".output-*/*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)

    process.send_signal(signal_number)
    _, told = process.communicate()

    assert process.returncode not in (0, 1)
    assert b"Traceback" not in told
    assert site.html("/one/") == before
    assert not (site.output / "page-0").exists()
    subprocess.run(command(site), env=ENVIRONMENT, check=True, capture_output=True)
    assert (site.output / "page-299/index.html").is_file()
    assert leftovers(site) == []


def test_two_builds_at_once_do_not_mix(make_site):
    site = make_site("".join(f"-- content/pages/page-{n}/en.md --\nText {n}.\n" for n in range(40)))

    builds = [subprocess.Popen(command(site), env=ENVIRONMENT, stdout=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate()[0] for process in builds]

    assert [process.returncode for process in builds] == [0, 0], told
    assert len(list(site.output.glob("page-*/index.html"))) == 40
    assert leftovers(site) == []


def test_without_an_exchange_of_names_a_build_that_died_between_two_steps_is_recovered(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    output = tmp_path / "output"
    output.mkdir()
    (output / "page").write_text("old")
    staging = swap.staging_for(output)
    (staging / "page").write_text("new")

    swap.swap_in(staging, output)
    assert (output / "page").read_text() == "new"

    output.rename(tmp_path / ".output.old")  # what a kill between the two renames leaves
    swap.recover(output)
    assert (output / "page").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_full_disk_is_told_in_one_sentence(make_site, monkeypatch, capsys):
    site = make_site("-- content/pages/one/en.md --\nOne.\n").build()
    before = site.html("/one/")
    site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\nMore.\n")

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("plugins.multilingual.signals.LanguageSiteGenerator._write", full)
    status = main(["--settings", str(site.root / "pelicanconf.py")])

    assert status == 2
    assert capsys.readouterr().err.startswith("The site was not built. The disk is full.")
    assert site.html("/one/") == before
    assert leftovers(site) == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("SITENAME = ", "cannot be read"),
        (None, "There is no settings file"),
        ("PLUGINS = ['plugins.nope']", "plugins.nope"),
    ],
)
def test_a_tool_that_cannot_work_exits_with_2_and_a_sentence(make_site, capsys, settings, words):
    site = make_site()
    path = site.root / "pelicanconf.py"
    if settings is None:
        path.unlink()
    else:
        path.write_text(path.read_text() + settings)

    assert main(["--settings", str(path)]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_a_broken_template_is_told_with_its_line(make_site, capsys, tmp_path):
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "templates" / "404.html").write_text("x")
    (theme / "templates" / "home.html").write_text("x")
    (theme / "templates" / "page.html").write_text("<p>\n{% if %}")
    site = make_site("-- content/pages/one/en.md --\nOne.\n", theme=theme,
                     plugins=["bundles", "multilingual"])  # fmt: skip

    assert main(["--settings", str(site.root / "pelicanconf.py")]) == 2
    assert "theme/templates/page.html:2:" in capsys.readouterr().err


def test_check_leaves_the_output_alone_and_speaks_other_formats(make_site, capsys):
    site = make_site("-- content/pages/one/en.md --\nOne [x](/nope/).\n")
    settings = ["--settings", str(site.root / "pelicanconf.py")]

    assert check([*settings, "--format", "github"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("::error file=content/pages/one/en.md,line=4,col=9,title=missing-page::")
    assert not site.output.exists()
    assert check([*settings, "--format", "json"]) == 1
    assert '"line": 4' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('OUTPUT_PATH = "content"', "written over content"),
        ('OUTPUT_PATH = "."', "written over the project"),
        ('OUTPUT_PATH = "content/site"', "written over content/site"),
        ('OUTPUT_PATH = "papers"', "not a site of ours"),
        ('OUTPUT_PATH = "papers/mine.txt"', "is a file"),
        ('PATH = "contents"', "there is no folder with the pages"),
        ('TIMEZONE = "New York"', "there is no time zone 'New York'"),
    ],
)
def test_nothing_but_a_site_of_ours_is_ever_replaced(make_site, capsys, setting, words):
    site = make_site("-- content/pages/one/en.md --\nOne.\n", extra=f"{setting}\n")
    site.write("papers/mine.txt", "mine")
    before = sorted(path.relative_to(site.root) for path in site.root.rglob("*"))

    assert main(["--settings", str(site.root / "pelicanconf.py")]) == 2

    assert words in capsys.readouterr().err
    assert sorted(path.relative_to(site.root) for path in site.root.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_an_output_folder_that_is_a_link_stays_one(make_site):
    site = make_site("-- content/pages/one/en.md --\nOne.\n")
    (site.root / "www").mkdir()
    site.output.symlink_to("www")

    assert site.build().problems == []

    assert site.output.is_symlink()
    assert (site.root / "www" / "one" / "index.html").is_file()


@pytest.mark.parametrize(
    "number", ["(212) 725-642", "(212) 725-64222", "call us", "", "(212) 725-6422 ext. 5"]
)
def test_a_helpline_that_cannot_be_dialled_is_told_once_at_its_setting(make_site, number):
    site = make_site(extra=f'HELPLINE = "{number}"\n').build()

    assert [(p.code, p.file) for p in site.outcome.problems] == [("bad-value", "pelicanconf.py")]
