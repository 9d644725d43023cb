"""What the host of the site needs beside its pages: headers, and redirects from addresses that are no more.

`headers` writes and reads the file _headers, `redirects` writes _redirects, `stub` the small page that stands at a
former address on hosts that know neither.
"""

__all__ = ["register"]


def register() -> None:
    """Connect to Pelican, which is loaded only for a build: the preview server reads headers without it."""
    from plugins.hosting import signals

    signals.register()
