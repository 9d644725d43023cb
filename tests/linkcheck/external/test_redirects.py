"""Chains of redirects and what they are worth."""

from __future__ import annotations

import pytest

from plugins.linkcheck.external.address import parse
from plugins.linkcheck.external.exchange import Answer, Fault, Kind
from plugins.linkcheck.external.redirects import is_challenge, lost, moved_to, next_hop, wants_login


def chain(*hops: tuple[int, str], vary: str = "") -> list[Answer]:
    """Return the answers of a chain: each with its status and its address."""
    return [Answer(parse(url), "HEAD", status, {"vary": vary}) for status, url in hops]


A, B, C = "https://a.example/page", "https://b.example/new", "https://c.example/newer"


@pytest.mark.parametrize(
    ("hops", "target"),
    [
        ([(200, A)], None),
        ([(301, A), (200, B)], B),
        ([(308, A), (200, B)], B),
        ([(302, A), (200, B)], None),
        ([(303, A), (200, B)], None),
        ([(307, A), (200, B)], None),
        ([(301, A), (308, B), (200, C)], C),
        ([(301, A), (302, B), (200, C)], B),
        ([(302, A), (301, B), (200, C)], None),
        ([(301, "http://a.example/page"), (200, A)], A),
        ([(301, A), (200, "http://a.example/page")], None),
        ([(301, "https://a.example/page"), (200, "https://a.example/page/")], "https://a.example/page/"),
        ([(301, "https://a.example/"), (200, "https://a.example/en/")], None),
        ([(301, "https://a.example/page"), (200, "https://a.example/pt-br/page")], None),
        (
            [(301, "https://a.example/en/page"), (200, "https://a.example/es/page")],
            "https://a.example/es/page",
        ),
        ([(301, A), (200, "https://a.example/login?next=/page")], None),
        ([(301, A), (200, "https://sso.example/saml")], None),
    ],
)
def test_a_chain_is_for_good_as_far_as_its_first_hops_are(hops, target) -> None:
    found = moved_to(chain(*hops))

    assert (found.text if found else None) == target


def test_a_hop_that_depends_on_the_reader_is_not_for_good() -> None:
    assert moved_to(chain((301, A), (200, B), vary="Accept-Language")) is None


@pytest.mark.parametrize(
    ("first", "last", "login"),
    [
        (A, "https://a.example/login", True),
        (A, "https://a.example/users/sign_in", True),
        (A, "https://a.example/SignIn.aspx", True),
        (A, "https://login.example/x", True),
        (A, "https://a.example/x?return_to=%2Fpage", True),
        (A, "https://a.example/blogin", False),
        (A, "https://a.example/catalogin/page", False),
        ("https://a.example/login", "https://a.example/login/", False),
    ],
)
def test_a_page_to_log_in_at_is_recognised(first: str, last: str, login: bool) -> None:
    assert wants_login(chain((302, first), (200, last))) is login


def test_a_page_that_asks_for_a_human_is_recognised() -> None:
    assert is_challenge(chain((302, A), (200, "https://a.example/captcha?x")))
    assert not is_challenge(chain((200, "https://a.example/about-captchas")))


@pytest.mark.parametrize(
    ("first", "last", "gone"),
    [
        ("https://a.example/old/page", "https://a.example/", True),
        ("https://a.example/old/page", "https://www.a.example/", True),
        ("https://a.example/old/page", "https://b.example/", False),
        ("https://a.example/", "https://a.example/", False),
        ("https://a.example/index.html", "https://a.example/", False),
        ("https://a.example/en/", "https://a.example/", False),
        ("https://a.example/old/page", "https://a.example/new", False),
    ],
)
def test_a_redirect_to_the_home_page_is_doubted(first: str, last: str, gone: bool) -> None:
    assert lost(chain((301, first), (200, last))) is gone


@pytest.mark.parametrize(
    ("status", "location", "hop"),
    [
        (301, "/b", parse("https://a.example/b")),
        (302, None, None),
        (200, "/b", None),
        (300, "/b", None),
        (304, "/b", None),
        (302, "http://", Fault(Kind.BAD_REDIRECT, "http://")),
        (302, "javascript:1", Fault(Kind.UNSAFE_REDIRECT, "javascript")),
        (302, "mailto:a@b.example", Fault(Kind.OTHER_SCHEME, "mailto")),
    ],
)
def test_an_answer_redirects_or_not(status: int, location: str | None, hop: object) -> None:
    headers = {} if location is None else {"location": location}

    assert next_hop(Answer(parse(A), "GET", status, headers)) == hop
