"""The vendor's SDK, unmodified: what it needs from its surroundings is arranged here."""

import collections
import collections.abc
import os

# dfs-sdk 1.2.27 reaches for a name that Python 3.10 moved.
collections.Mapping = collections.abc.Mapping
# The SDK would log every request to a file in the current directory.
os.environ["DSDK_LOG_CFG"] = "disable"
# Nobody here is to be trusted but the terminator, whose certificate is named where it counts. Python would read the
# system's 140 authorities anew for every connection of a client that verifies nothing: 40 ms each.
os.environ["SSL_CERT_FILE"] = os.environ["SSL_CERT_DIR"] = os.devnull

import dfs_sdk  # noqa: E402
import dfs_sdk.connection  # noqa: E402
from dfs_sdk import exceptions  # noqa: E402,F401

from .array import PASSWORD, USERNAME  # noqa: E402

_get_api = dfs_sdk.get_api


def connect(array, version, **options):
    """A client of one array, which trusts the certificate of its terminator and no other.

    Its copy of `/api` lies beside the array: the SDK's own place for it, one file in /tmp for all clusters of the
    world, would hand the schema of one array to the next.
    """
    options.setdefault("schema_loc", array.path("cached-schema"))
    options.setdefault("secure", array.secure)
    if array.secure:
        options.setdefault("verify", array.certificate)
    return _get_api(
        array.host, options.pop("username", USERNAME), options.pop("password", PASSWORD), version, **options)


class Sleeps:
    """While entered, the SDK's waits take no time and are written down."""

    def __enter__(self):
        self._sleep, self.seconds = dfs_sdk.connection.time.sleep, []
        dfs_sdk.connection.time.sleep = self.seconds.append
        return self.seconds

    def __exit__(self, *_):
        dfs_sdk.connection.time.sleep = self._sleep
