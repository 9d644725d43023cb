"""An exception of the network → what it says about the link. Pure."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError

from plugins.linkcheck.external.exchange import Fault, Kind
from plugins.linkcheck.external.guard import RefusedError

# X509_V_ERR_… of OpenSSL.
_CERTIFICATE = {10: Kind.EXPIRED, 18: Kind.SELF_SIGNED, 19: Kind.UNKNOWN_ISSUER, 20: Kind.UNKNOWN_ISSUER}
_CERTIFICATE |= {21: Kind.UNKNOWN_ISSUER, 62: Kind.WRONG_NAME, 64: Kind.WRONG_NAME}
# What this machine's OpenSSL refuses and some browser may accept, or what only we are asked for.
_OURS = ("DH_KEY_TOO_SMALL", "LEGACY_RENEGOTIATION", "CERTIFICATE_REQUIRED", "BAD_SIGNATURE_ALGORITHM")
_NO_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.EACCES, errno.EPERM}
_RESET = {errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, errno.ESHUTDOWN}
_OUT_OF_FILES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}


def fault_of(error: BaseException) -> Fault:
    """Return what *error*, raised by a request, means. What this machine or this program cannot do is no fault."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _certificate(error.certificate_error)
    if isinstance(error, aiohttp.ClientConnectorError):
        return _connecting(error.os_error)
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Fault(Kind.NO_CONNECTION)
    if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
        return Fault(Kind.TIMEOUT)
    if isinstance(error, aiohttp.ServerDisconnectedError | asyncio.IncompleteReadError):
        # The connection ended before a whole head of an answer. If something came, it was no HTTP.
        partial = error.message if isinstance(error, aiohttp.ServerDisconnectedError) else error.partial
        return Fault(Kind.NOT_HTTP if partial and not isinstance(partial, str) else Kind.EMPTY)
    if isinstance(error, aiohttp.InvalidURL):
        return Fault(Kind.OURS, type(error).__name__)
    if isinstance(error, aiohttp.ClientResponseError | HttpProcessingError | aiohttp.ClientPayloadError):
        return Fault(Kind.NOT_HTTP)
    if isinstance(error, OSError):
        return _connecting(error)
    return Fault(Kind.OURS, type(error).__name__)


def _connecting(error: BaseException) -> Fault:
    if isinstance(error, RefusedError):
        return Fault(Kind.BLOCKED, str(error))
    if isinstance(error, socket.gaierror):
        return Fault(Kind.NO_NAME if error.errno in _NO_NAME else Kind.NAME_TEMPORARY)
    if isinstance(error, ssl.SSLError):
        return _tls(error)
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, TimeoutError) or number == errno.ETIMEDOUT:
        return Fault(Kind.NO_CONNECTION)
    if number == errno.ECONNREFUSED:
        return Fault(Kind.REFUSED)
    if number in _UNREACHABLE or number in _OUT_OF_FILES:
        return Fault(Kind.UNREACHABLE)
    # Also the end of the connection in the middle of the TLS handshake, which asyncio tells without a number.
    return Fault(Kind.RESET if number in _RESET or number is None else Kind.NO_CONNECTION)


def _tls(error: ssl.SSLError) -> Fault:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(error)
    reason = (error.reason or "").upper()
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError) or "UNEXPECTED_EOF" in reason:
        return Fault(Kind.RESET)
    return Fault(Kind.TLS_OURS if any(word in reason for word in _OURS) else Kind.TLS, reason)


def _certificate(error: BaseException) -> Fault:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Fault(_CERTIFICATE.get(error.verify_code, Kind.CERTIFICATE), error.verify_message or "")
    return Fault(Kind.WRONG_NAME if isinstance(error, ssl.CertificateError) else Kind.CERTIFICATE)
