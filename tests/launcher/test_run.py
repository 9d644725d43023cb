"""The launcher, in small projects of its own: nothing comes from the network, Invoke is lent by the Python of the tests.

A project's requirements.txt is empty, or names a wheel made here. An environment takes seconds to make, so the
tests that only use one share `made`.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).resolve().parents[2] / "run"

TASKS = """
from pathlib import Path
from invoke import Exit, task

@task
def build(c, production=False, jobs=1):
    "Build the site."
    print(f"built in {Path.cwd().name}")

@task(positional=["kind"])
def new(c, kind):
    print(f"new {kind}")

@task
def verify(c):
    raise Exit("3 problems", code=1)

@task
def crash(c):
    raise RuntimeError("the disk is gone")

@task
def greet(c):
    import greeting
    print(greeting.TEXT)

@task
def wait(c):
    import time
    print("waiting", flush=True)
    time.sleep(60)
"""


@dataclass
class Project:
    root: Path
    environment: dict[str, str]

    def run(self, *arguments, cwd=None, python=sys.executable):
        return subprocess.run(
            [python, self.root / "run", *arguments],
            cwd=cwd or self.root,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, self.root / "run", *arguments],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def write(self, name, text):
        (self.root / name).write_text(text, "utf-8")

    @property
    def stamp(self):
        return self.root / ".venv" / "made-from.txt"


@pytest.fixture(scope="session")
def lent(tmp_path_factory):
    """A folder with Invoke and nothing else, for PYTHONPATH."""
    folder = tmp_path_factory.mktemp("lent")
    invoke = distribution("invoke")
    for part in {file.parts[0] for file in invoke.files or [] if file.parts[0].startswith("invoke")}:
        shutil.copytree(str(invoke.locate_file(part)), folder / part)  # the package, and its metadata
    return folder


def make_project(root, lent):
    root.mkdir(exist_ok=True)
    shutil.copy(LAUNCHER, root / "run")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON", "INVOKE_"))
    }
    project = Project(
        root,
        kept
        | {"PYTHONPATH": str(lent), "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"},
    )
    project.write("requirements.txt", "")
    project.write("tasks.py", TASKS)
    return project


@pytest.fixture
def project(tmp_path, lent):
    """A project whose environment is not made yet."""
    return make_project(tmp_path / "project", lent)


@pytest.fixture(scope="module")
def made(tmp_path_factory, lent):
    """A project whose environment is made; not to be changed."""
    project = make_project(tmp_path_factory.mktemp("made") / "project", lent)
    project.run("--list").check_returncode()
    return project


def make_wheel(folder, text):
    """Write a wheel of the smallest kind, with a module `greeting`, and return its name."""
    name = "greeting-1.0-py3-none-any.whl"
    about = "greeting-1.0.dist-info"
    with zipfile.ZipFile(folder / name, "w") as wheel:
        wheel.writestr("greeting.py", f"TEXT = {text!r}\n")
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return name


# Making the environment


def test_environment_is_made_once_then_remade_when_requirements_change(project):
    first = project.run("build")
    assert (first.returncode, first.stdout) == (0, "built in project\n")
    assert first.stderr == "Setting up .venv (first run, about a minute) …\n"

    second = project.run("build")
    assert (second.returncode, second.stdout, second.stderr) == (0, "built in project\n", "")

    project.write("requirements.txt", f"./{make_wheel(project.root, 'good morning')}\n")
    third = project.run("greet")
    assert (third.returncode, third.stdout) == (0, "good morning\n")
    assert third.stderr == "Updating .venv: requirements.txt changed …\n"

    assert project.run("greet").stderr == ""

    project.write("requirements.txt", "")
    fourth = project.run("greet")
    assert fourth.returncode == 2
    assert "No module named 'greeting'" in fourth.stderr


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_environment_of_another_folder_is_never_emptied_through_a_link(project, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "kept.txt").write_text("kept")
    (project.root / ".venv").symlink_to(other)

    assert project.run("build").returncode == 0

    assert (other / "kept.txt").read_text() == "kept"
    assert not (project.root / ".venv").is_symlink()


def test_failed_installation_shows_why_and_is_tried_again(project):
    project.write("requirements.txt", "no-such-package==1.0\n")
    failed = project.run("build")
    assert (failed.returncode, failed.stdout) == (2, "")
    assert "./run: installing requirements.txt failed. It ended with:" in failed.stderr
    assert "No matching distribution found for no-such-package==1.0" in failed.stderr

    project.write("requirements.txt", "")
    mended = project.run("build")
    assert (mended.returncode, mended.stderr) == (0, "Setting up .venv again: it was left half-made …\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_interrupted_setup_is_started_over(project):
    first = project.start("build")
    wait_until((project.root / ".venv" / "bin").exists)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert not project.stamp.exists()

    again = project.run("build")
    assert again.returncode == 0
    assert again.stderr.endswith("Setting up .venv again: it was left half-made …\n")


def test_two_at_once_make_one_environment(project):
    both = [project.start("build") for _ in range(2)]
    ended = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [stdout for stdout, _ in ended] == ["built in project\n"] * 2
    assert sorted(stderr for _, stderr in ended) == [
        "Setting up .venv (first run, about a minute) …\n",
        "Waiting for another ./run that is making .venv …\n",
    ]


def test_python_without_venv_says_what_to_install(project, tmp_path):
    # Debian leaves ensurepip out of its python3; None in sys.modules is how a missing module looks.
    lacking = tmp_path / "lacking"
    lacking.mkdir()
    (lacking / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None\n")
    project.environment["PYTHONPATH"] = str(lacking)

    answer = project.run("build")
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1].endswith(
        "(Debian, Ubuntu: apt install python3-venv) and try again."
    )


def test_missing_requirements_are_named(project):
    (project.root / "requirements.txt").unlink()
    answer = project.run("build")
    assert answer.returncode == 2
    assert "requirements.txt is missing" in answer.stderr


def wait_until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


# Running a task


def test_no_arguments_and_help_list_the_tasks(made):
    answers = [made.run(*arguments) for arguments in ([], ["--help"], ["-h"], ["--list"])]
    assert {answer.returncode for answer in answers} == {0}
    assert len({answer.stdout for answer in answers}) == 1
    assert "  build    Build the site.\n" in answers[0].stdout
    assert {answer.stderr for answer in answers} == {""}


def test_works_from_any_directory(made, tmp_path):
    assert made.run("build", cwd=tmp_path).stdout == "built in project\n"


def test_exit_status_of_the_task_is_passed_through(made):
    answer = made.run("verify")
    assert (answer.returncode, answer.stderr) == (1, "3 problems\n")


def test_fault_of_the_tool_is_one_sentence_and_status_2(made):
    answer = made.run("crash")
    assert answer.returncode == 2
    assert answer.stderr.startswith("./run: stopped by RuntimeError: the disk is gone.")
    assert "Traceback" not in answer.stderr
    details = made.root / ".cache" / "last-error.txt"
    assert details.read_text("utf-8").endswith("RuntimeError: the disk is gone\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
def test_reader_who_leaves_gets_no_traceback(made):
    # The environment variable makes Python write at once, to a pipe that has no reader by then.
    made_unbuffered = Project(made.root, made.environment | {"PYTHONUNBUFFERED": "1"})
    process = made_unbuffered.start("--list")
    process.stdout.close()
    assert process.wait(timeout=10) == 141
    assert process.stderr.read() == ""


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (["biuld"], "./run: there is no task 'biuld'. Did you mean 'build'? See: ./run --list"),
        (["xyzzy"], "./run: there is no task 'xyzzy'. See: ./run --list"),
        (["--help", "biuld"], "./run: there is no task 'biuld'. Did you mean 'build'? See: ./run --list"),
        (
            ["build", "--prodction"],
            "./run: build has no option '--prodction'. Did you mean '--production'? See: ./run build --help",
        ),
        (["build", "--jobs", "many"], "./run: 'many' is not a whole number. See: ./run --list"),
        (
            ["new"],
            "./run: 'new' did not receive required positional arguments: 'kind'. See: ./run new --help",
        ),
    ],
)
def test_wrong_usage_is_status_2_and_one_line(made, typed, answer):
    given = made.run(*typed)
    assert (given.returncode, given.stdout, given.stderr) == (2, "", answer + "\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_signals_reach_the_task(made, number, status):
    process = made.start("wait")
    assert process.stdout.readline() == "waiting\n"
    process.send_signal(number)
    assert process.communicate(timeout=10) == ("", "")
    assert process.returncode == status


def test_old_python_gets_a_sentence():
    """The check comes before every import and parses under Python 3.6, the oldest in use."""
    import ast

    source = LAUNCHER.read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))
    imports = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    check = next(node for node in ast.parse(source).body if isinstance(node, ast.If))
    assert [ast.unparse(node) for node in imports if node.lineno < check.lineno] == ["import sys"]
