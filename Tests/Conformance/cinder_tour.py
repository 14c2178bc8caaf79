"""OpenStack Cinder's Datera driver, the class of cinder 29.0.0 from PyPI, works with a simulated array.

On both products; with no tenant, a fixed one and one per project; with CHAP and without. Over HTTPS, which is the only
way the driver knows.
"""

import sys

from harness.array import Array
from harness.checks import Checks
from driver import surroundings
from driver.deployment import Deployment
from driver.ledger import Ledger
from driver.operations import Operations

# The version that dsp-api.md section 5 was measured with.
MEASURED = "2020.4.4.0"


def older(checks):
    """An array that knows API 2.1 alone: the driver finds that out, and uses the half of it that is for this."""
    with Array("--api-versions", "v2.1", product="3.2.5.0", secure=True) as array:
        deployment = Deployment(array, checks, None, "", False, version="v2.1")
        with surroundings.driver(array, deployment.types) as driver, surroundings.Sleeps():
            checks.equal("API 2.1: what the driver settles for", driver.apiv, "2.1")
            driver.get_volume_stats(refresh=True)
            volume, host = deployment.volume("gold"), deployment.connector("host-one")
            driver.create_volume(volume)
            driver.extend_volume(volume, 9)
            checks.equal("API 2.1: created and extended", (
                deployment.disk(volume)["size"], deployment.disk(volume)["performance_policy"]["total_iops_max"]),
                (9, 5000))
            driver.create_snapshot(deployment.snapshot(volume))
            driver.create_export(None, volume, host)
            checks.equal("API 2.1: attached", (
                deployment.admitted(volume), driver.initialize_connection(volume, host)["data"]["target_lun"]),
                (["host-one"], 0))
            driver.detach_volume(None, volume, surroundings.attachment(host))
            driver.delete_volume(volume)
            checks.equal("API 2.1: deleted", deployment.app(volume), None)


def main():
    checks = Checks()
    ledger = Ledger(checks)
    for product in ("3.2.5.0", "3.3.3.0"):
        for tenant in ("", "acme", "Map"):
            for chap in (False, True):
                with Array(product=product, secure=True) as array:
                    checks.setting = f"product {product}, tenant {tenant or 'none'}, CHAP {'on' if chap else 'off'}"
                    checks.section(Operations(array, checks, ledger, tenant, chap).tour)
    checks.setting = "API 2.1 alone"
    checks.section(older, checks)
    print(f"The driver of cinder 29.0.0 calls itself {surroundings.VERSION}; dsp-api.md measured {MEASURED}.\n")
    ledger.show()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
