"""Exceptions of the network and what they say."""

from __future__ import annotations

import errno
import socket
import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from plugins.linkcheck.external.address import parse
from plugins.linkcheck.external.exchange import Answer, Fault, Kind
from plugins.linkcheck.external.faults import fault_of
from plugins.linkcheck.external.guard import RefusedError
from plugins.linkcheck.external.plain import parse as parse_answer

KEY = ConnectionKey("a.example", 443, True, True, None, None, None)
LINK = parse("http://a.example/")


def certificate_error(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError()
    error.verify_code, error.verify_message = code, ""
    return error


def tls_error(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, reason)
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(socket.EAI_NONAME, "x")), Kind.NO_NAME),
        (aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(socket.EAI_AGAIN, "x")), Kind.NAME_TEMPORARY),
        (aiohttp.ClientConnectorDNSError(KEY, RefusedError("inside")), Kind.BLOCKED),
        (aiohttp.ClientConnectorError(KEY, OSError(errno.ECONNREFUSED, "x")), Kind.REFUSED),
        (aiohttp.ClientConnectorError(KEY, OSError(errno.ENETUNREACH, "x")), Kind.UNREACHABLE),
        (aiohttp.ClientConnectorError(KEY, OSError(errno.ETIMEDOUT, "x")), Kind.NO_CONNECTION),
        (aiohttp.ClientConnectorError(KEY, OSError(errno.EMFILE, "x")), Kind.UNREACHABLE),
        (aiohttp.ClientConnectorCertificateError(KEY, certificate_error(10)), Kind.EXPIRED),
        (aiohttp.ClientConnectorCertificateError(KEY, certificate_error(18)), Kind.SELF_SIGNED),
        (aiohttp.ClientConnectorCertificateError(KEY, certificate_error(20)), Kind.UNKNOWN_ISSUER),
        (aiohttp.ClientConnectorCertificateError(KEY, certificate_error(62)), Kind.WRONG_NAME),
        (aiohttp.ClientConnectorCertificateError(KEY, certificate_error(23)), Kind.CERTIFICATE),
        (aiohttp.ClientConnectorSSLError(KEY, tls_error("WRONG_VERSION_NUMBER")), Kind.TLS),
        (aiohttp.ClientConnectorSSLError(KEY, tls_error("DH_KEY_TOO_SMALL")), Kind.TLS_OURS),
        (aiohttp.ConnectionTimeoutError(), Kind.NO_CONNECTION),
        (aiohttp.SocketTimeoutError(), Kind.TIMEOUT),
        (TimeoutError(), Kind.TIMEOUT),
        (aiohttp.ServerDisconnectedError(), Kind.EMPTY),
        (aiohttp.ClientOSError(errno.ECONNRESET, "x"), Kind.RESET),
        (ConnectionResetError(errno.ECONNRESET, "x"), Kind.RESET),
        (aiohttp.ClientPayloadError(), Kind.NOT_HTTP),
        (aiohttp.InvalidURL("x"), Kind.OURS),
        (RuntimeError("x"), Kind.OURS),
    ],
)
def test_each_exception_has_its_kind(error: BaseException, kind: Kind) -> None:
    assert fault_of(error).kind is kind


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 200),
        (b"HTTP/1.0 404\n\n", 404),
        (b"\r\n\r\nHTTP/1.1 301 Moved\nLocation: /a\n", 301),
        (b"ICY 200 OK\r\n", 200),
        (b"http/2 204\r\n", 204),
    ],
)
def test_a_bad_head_is_read_as_browsers_read_it(head: bytes, status: int) -> None:
    answer = parse_answer(head, LINK)

    assert isinstance(answer, Answer)
    assert answer.status == status


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"220 mail ESMTP\r\n", Kind.NOT_HTTP),
        (b"HTTP/1.1 2000 OK", Kind.NOT_HTTP),
        (b"<p>", Kind.NOT_HTTP),
    ],
)
def test_what_has_no_status_is_no_answer(head: bytes, kind: Kind) -> None:
    assert parse_answer(head, LINK) == Fault(kind)


def test_only_the_fields_that_count_are_kept() -> None:
    answer = parse_answer(
        b"HTTP/1.1 302 Found\r\nLocation: /\xe9\r\nX-Other: a\r\nno colon\r\n\r\nbody: x", LINK
    )

    assert isinstance(answer, Answer)
    assert answer.headers == {"location": "/\udce9"}
