"""OpenStack Cinder's Datera driver, the class of cinder 29.0.0 from PyPI, works with a simulated array.

On both products; with no tenant, a fixed one and one per project; with CHAP and without. Over HTTPS, which is the only
way the driver knows.
"""

import sys

from harness.array import Array
from harness.checks import Checks
from driver import surroundings
from driver.ledger import Ledger
from driver.operations import Deployment

# The version that dsp-api.md section 5 was measured with.
MEASURED = "2020.4.4.0"


def main():
    checks = Checks()
    ledger = Ledger(checks)
    for product in ("3.2.5.0", "3.3.3.0"):
        for tenant in ("", "acme", "Map"):
            for chap in (False, True):
                with Array(product=product, secure=True) as array:
                    checks.setting = f"product {product}, tenant {tenant or 'none'}, CHAP {'on' if chap else 'off'}"
                    checks.section(Deployment(array, checks, ledger, tenant, chap).tour)
    print(f"The driver of cinder 29.0.0 calls itself {surroundings.VERSION}; dsp-api.md measured {MEASURED}.\n")
    ledger.show()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
