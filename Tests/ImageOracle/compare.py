"""Usage: compare.py FOLDER          (scripts/image-oracle.sh runs it)

Asks the image inspector of OpenStack (oslo.utils) about every image of the corpus in FOLDER, which ImageCorpusTests has
written with this project's own verdicts: what oslo.utils calls unsafe must be refused here. The reverse need not hold.
One exception: qcow2 images whose only fault is that they have subclusters (extended L2 entries), a feature that oslo.utils
does not know yet, and this project's inspector and qemu-img do.
Exit code 0 only when that is so for every image, and when enough images were compared.
"""
import logging
import pathlib
import sys

from oslo_utils.imageutils import format_inspector

# It logs each failed check; what matters is in the verdict.
logging.disable(logging.CRITICAL)
folder = pathlib.Path(sys.argv[1])
# Incompatible features of qcow2: dirty, corrupt, external data file, compression type; and extended L2 entries.
KNOWN_FEATURES, EXTENDED_L2 = 0b01111, 0b10000
WANTED = {"unsafe": 10, "safe": 50}


def verdict(path):
    """What Cinder and Glance ask: which format it is, and whether its checks pass."""
    try:
        inspector = format_inspector.detect_file_format(str(path))
        if inspector is None:
            return "unsafe", "no format"
        inspector.safety_check()
        return "safe", str(inspector)
    except format_inspector.SafetyCheckFailed as error:
        return "unsafe", f"{inspector}: {'; '.join(map(str, error.failures.values()))}"
    except Exception as error:  # Its own mistakes on broken images are refusals, too.
        return "unsafe", f"{type(error).__name__}: {error}"


def has_only_subclusters(path, reason):
    """Whether nothing but the feature of extended L2 entries is unknown to oslo.utils."""
    if reason != "qcow2: Unknown QCOW2 features found":
        return False
    with path.open("rb") as file:
        features = int.from_bytes(file.read(80)[72:80], "big")
    return features & EXTENDED_L2 != 0 and features & ~(KNOWN_FEATURES | EXTENDED_L2) == 0


counts = {"unsafe": 0, "safe": 0}
exceptions = 0
failures = []
for line in (folder / "verdicts.tsv").read_text().splitlines():
    name, ours = line.split("\t")
    theirs, reason = verdict(folder / name)
    counts[theirs] += 1
    if theirs == "unsafe" and ours == "accepted":
        if has_only_subclusters(folder / name, reason):
            exceptions += 1
            continue
        failures.append(f"{name}: accepted here, unsafe for oslo.utils ({reason})")
for name, least in WANTED.items():
    if counts[name] < least:
        failures.append(f"only {counts[name]} images are {name} for oslo.utils, {least} were expected")
print(f"oslo.utils: {counts['unsafe']} of {sum(counts.values())} images unsafe; each of them must be refused here, "
      f"but for {exceptions} that only have subclusters")
for failure in failures:
    print(f"FAILED  {failure}")
sys.exit(1 if failures else 0)
