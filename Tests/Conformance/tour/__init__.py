"""The parts of the SDK's tour, one per kind of resource; each takes a `Visit`."""
