"""Usage: compare.py FOLDER          (scripts/image-oracle.sh runs it)

Asks the image inspector of OpenStack (oslo.utils) about every image of the corpus in FOLDER, which ImageCorpusTests has
written with this project's own verdicts: what oslo.utils calls unsafe must be refused here. The reverse need not hold.
Exit code 0 only when that is so for every image, and when enough images were compared.
"""
import logging
import pathlib
import sys

from oslo_utils.imageutils import format_inspector

# It logs each failed check; what matters is in the verdict.
logging.disable(logging.CRITICAL)
folder = pathlib.Path(sys.argv[1])
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


counts = {"unsafe": 0, "safe": 0}
failures = []
for line in (folder / "verdicts.tsv").read_text().splitlines():
    name, ours = line.split("\t")
    theirs, reason = verdict(folder / name)
    counts[theirs] += 1
    if theirs == "unsafe" and ours == "accepted":
        failures.append(f"{name}: accepted here, unsafe for oslo.utils ({reason})")
for name, least in WANTED.items():
    if counts[name] < least:
        failures.append(f"only {counts[name]} images are {name} for oslo.utils, {least} were expected")
print(f"oslo.utils: {counts['unsafe']} of {sum(counts.values())} images unsafe; each of them must be refused here")
for failure in failures:
    print(f"FAILED  {failure}")
sys.exit(1 if failures else 0)
