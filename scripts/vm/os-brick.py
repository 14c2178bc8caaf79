"""The client that was not written here: os-brick attaches, extends and detaches from the JSON of `host status`.

Usage: os-brick.py STATUS.json          (in the guest; CHAP has the password, standard output is the console)
One process, because to import os-brick takes half a minute on an emulated processor. Exit code 0 when all was as it should.
"""
import glob
import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")

import os_brick  # noqa: E402
from oslo_concurrency import lockutils  # noqa: E402
from oslo_config import cfg  # noqa: E402
from os_brick.initiator import connector  # noqa: E402
from os_brick.privileged import default  # noqa: E402

SIZE = 1 << 30
PATTERN = os.urandom(4 << 20)


def outside(request):
    print("@@HOST", request, flush=True)
    answer = sys.stdin.readline().strip()
    if answer != "ok":
        sys.exit(f"outside: {request}: {answer}")


def must(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: {found}, {expected} expected")


def read(path, offset, count):
    """Past the page cache's idea of an earlier device."""
    with open(path, "rb") as device:
        os.posix_fadvise(device.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        device.seek(offset)
        return device.read(count)


def main():
    default.set_client_mode(False)
    lockutils.set_defaults(lock_path="/run/lock/os-brick")
    os_brick.setup(cfg.CONF)
    status = json.load(open(sys.argv[1]))
    must("volumes", [entry["volume"] for entry in status["attachments"]], ["volume/ledger"])
    properties = status["attachments"][0]["connection"]
    must("a password in the document", "auth_password" in properties, False)
    properties["auth_password"] = os.environ["CHAP"]
    client = connector.InitiatorConnector.factory("ISCSI", "sudo", use_multipath=True, device_scan_attempts=5)

    device = client.connect_volume(properties)
    path = device["path"]
    must("sessions", len(glob.glob("/sys/class/iscsi_session/*")), 2)
    must("a map", os.path.realpath(path).startswith("/dev/dm-"), True)
    with open(path, "r+b") as target:
        target.seek(8 << 20)
        target.write(PATTERN)
        target.flush()
        os.fsync(target.fileno())
    must("what was written", read(path, 8 << 20, len(PATTERN)) == PATTERN, True)
    print("@@STEP os-brick: connected and written", flush=True)

    outside("apply 2.yaml")
    must("size after the extend", client.extend_volume(properties), 2 * SIZE)
    must("what was written before the extend", read(path, 8 << 20, len(PATTERN)) == PATTERN, True)
    print("@@STEP os-brick: extended", flush=True)

    client.disconnect_volume(properties, device)
    must("sessions left", glob.glob("/sys/class/iscsi_session/*"), [])
    must("disks left", glob.glob("/sys/block/sd*"), [])
    must("maps left", glob.glob("/sys/block/dm-*"), [])
    must("records left", [name for _, _, files in os.walk("/etc/iscsi/nodes") for name in files], [])


main()
