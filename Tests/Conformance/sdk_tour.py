"""The vendor's Python SDK, dfs-sdk 1.2.27 from PyPI, tours every resource of a simulated array.

API 2.1, 2.2 and 2.3 on products 3.2.5.0 and 3.3.3.0 over HTTP and, through a real TLS terminator, over HTTPS.
"""

import sys

from harness.array import Array
from harness.checks import Checks
from tour import (
    applications, clusters, failures, hardware, listing, processes, protection, remote, sessions, storage, templates,
    tenancy)
from tour.coverage import Coverage
from tour.visit import Visit

VERSIONS = ("v2.1", "v2.2", "v2.3")
# Product, and whether over HTTPS.
ARRAYS = (("3.2.5.0", False), ("3.3.3.0", False), ("3.3.3.0", True))

SECTIONS = (
    sessions.login, sessions.expiry, sessions.versions, sessions.other_clients, sessions.error_bodies,
    clusters.system, clusters.settings, clusters.address_pools, clusters.placement, clusters.people,
    clusters.metrics, clusters.description,
    hardware.nodes, hardware.alerts, hardware.events, hardware.logs, hardware.pools, hardware.networks, hardware.snmp_users,
    hardware.upgrades, remote.providers,
    tenancy.tenants, tenancy.initiators, tenancy.inheritance, tenancy.groups,
    applications.creation, applications.limits, applications.editing, applications.states, applications.clones,
    applications.metadata,
    storage.storage_instances, storage.access, storage.authentication, storage.volumes,
    storage.placement_of_volumes, storage.performance,
    protection.snapshots, protection.restore, protection.snapshot_policies,
    templates.templates, listing.listing, failures.kinds, failures.retries, failures.lost_answer,
)
# Independent of version and product: one array of its own each, once.
ALONE = (sessions.lifetime, sessions.negotiation, failures.slow_states, processes.killed, processes.terminated,
         processes.flags, processes.admin)


def main():
    checks = Checks()
    for product, secure in ARRAYS:
        where = f"{'https' if secure else 'http'}, product {product}"
        with Array(product=product, secure=secure) as array:
            coverage = Coverage(array)
            for version in VERSIONS:
                checks.setting = f"{where}, API {version}"
                visit = Visit(array, version, checks)
                for section in SECTIONS:
                    checks.section(section, visit)
            checks.setting = where
            checks.section(coverage.check, checks, VERSIONS)
    for section in ALONE:
        checks.setting = "an array of its own"
        checks.section(section, checks)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
