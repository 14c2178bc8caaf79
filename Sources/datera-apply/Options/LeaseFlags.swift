import ArgumentParser
import Execution

/// How a run behaves towards others at the same stack.
struct LeaseFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Seconds to wait while another run holds the lease of the stack.", valueName: "seconds"))
    var lockTimeout: Double = 0

    // The two below exist for tests, which cannot wait a minute, and for nothing else: that is why no help shows them. All
    // runs of one stack may use different ones, because a lease says itself when it ends.
    @Option(help: .hidden)
    var leaseTtl: Double = 60
    @Option(help: .hidden)
    var leaseRenewal: Double = 15

    func validate() throws {
        guard (0...86_400).contains(lockTimeout) else {
            throw ValidationError("--lock-timeout takes seconds from 0 to 86400.")
        }
        guard (0.1...3600).contains(leaseTtl), (0.05...leaseTtl / 2).contains(leaseRenewal) else {
            throw ValidationError("--lease-ttl takes 0.1 to 3600, --lease-renewal at most half of it.")
        }
    }

    /// Another stack that fills the cache holds nobody up for longer than its copy takes, so that waiting is the better
    /// default.
    var termsOfImageCache: LeaseTerms {
        var terms = terms
        terms.patience = max(terms.patience, .seconds(600))
        return terms
    }

    var terms: LeaseTerms {
        var terms = LeaseTerms()
        terms.ttl = .seconds(leaseTtl)
        terms.renewal = .seconds(leaseRenewal)
        terms.patience = .seconds(lockTimeout)
        return terms
    }
}
