"""What the conformance tours share: a simulated array behind its real ports, the checks, and the unmodified clients."""
