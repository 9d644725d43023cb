"""The secure connections of a check: as strict as browsers about certificates, and no stricter."""

from __future__ import annotations

import asyncio
import ssl

from plugins.linkcheck.external.address import Address
from plugins.linkcheck.external.guard import Guard
from plugins.linkcheck.external.plain import connect
from plugins.linkcheck.external.resolver import Resolver

# The object identifier 1.3.6.1.5.5.7.48.2, "CA issuers", in DER: where the issuer's certificate can be had.
_CA_ISSUERS = b"\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02"


def context(ca_file: str = "") -> ssl.SSLContext:
    """Return the rules for certificates: those of the system or SSL_CERT_FILE, and of *ca_file* if given."""
    made = ssl.create_default_context()
    # Python 3.13 refuses certificates that every browser accepts; so does OpenSSL 3 old renegotiation.
    made.verify_flags &= ~ssl.VERIFY_X509_STRICT
    made.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    if ca_file:
        made.load_verify_locations(ca_file)
    return made


async def leaves_out_intermediate(address: Address, resolver: Resolver, guard: Guard, seconds: float) -> bool:
    """Return whether a host sends only its own certificate, which names where its issuer's can be had.

    Browsers fetch that one or know it; our reader calls the same certificate one by an unknown issuer.
    """
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(seconds):
            _, writer = await connect(address, resolver, guard, trusting)
            try:
                certificate = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
            finally:
                writer.transport.abort()
    except (OSError, TimeoutError):
        return False
    return _CA_ISSUERS in (certificate or b"")
