"""Problems as JUnit XML, which GitLab, Jenkins and others show as tests: a suite per file, a case per problem.

There is no standard; this keeps to what the XSD of Jenkins' xUnit plugin and GitLab's documentation have in
common. A warning is a skipped test, which is shown and does not fail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.problems.order import Summary, by_file, errors_and_warnings
from plugins.problems.problem import Problem, Severity

# What XML 1.0 (section 2.2) does not allow, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(problems: Sequence[Problem], totals: Summary | None = None) -> str:
    """Return an XML document; without problems it has one test that passed, as readers expect some."""
    root = Element("testsuites", name="Site check")
    files = by_file(problems)
    for file, some in files:
        suite = SubElement(root, "testsuite", name=_xml(file or "site"))
        _count(suite, some)
        for problem in some:
            _case(suite, problem)
    if not files:
        suite = SubElement(root, "testsuite", name="site", tests="1", failures="0", errors="0", skipped="0")
        SubElement(suite, "testcase", classname="site", name="no problems")
    _count(root, [problem for _, some in files for problem in some])
    if totals and totals.seconds is not None:
        root.set("time", f"{totals.seconds:.3f}")
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _count(element: Element, problems: Sequence[Problem]) -> None:
    errors, warnings = errors_and_warnings(problems)
    element.set("tests", str(max(1, len(problems))))
    element.set("failures", str(errors))
    element.set("errors", "0")
    element.set("skipped", str(warnings))


def _case(suite: Element, problem: Problem) -> None:
    file = _xml(problem.file or "site")
    # Readers tell tests apart by class and name.
    name = _xml(f"{problem.line}:{problem.column} {problem.code} {problem.url}".strip())
    case = SubElement(suite, "testcase", classname=file, name=name)
    if problem.file:
        case.set("file", file)
        case.set("line", str(problem.line))
    message = _xml(f"{problem.message} {problem.hint}".strip())
    if problem.severity is Severity.WARNING:
        SubElement(case, "skipped", message=f"Warning: {message}")
        return
    failure = SubElement(case, "failure", message=message, type=_xml(problem.code))
    failure.text = _xml(f"{problem.place}: {problem.message} {problem.hint}".strip())


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
