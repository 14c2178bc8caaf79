package import StorageModel

/// A run that ended before its work was done: it was killed or stopped, or the machine or the connection was lost.
package struct InterruptedRun: Sendable, Equatable {
    /// How far it came, as its journal says.
    package struct Steps: Sendable, Equatable {
        package var done: Int
        package var total: Int

        package init(done: Int, total: Int) {
            self.done = done
            self.total = total
        }
    }

    package var stack: String
    package var holder: LeaseHolder
    /// Until when its lease was valid, by the array's clock; nil when it has left none.
    package var leaseExpiry: UTCSecond?
    /// When it last wrote to its journal, `2026-11-21T04:22:04.123Z`; nil when this machine has no journal of it.
    package var time: String?
    package var steps: Steps?
    /// The verb that was running, as its journal says.
    package var verb: String?
    /// The command line that finishes it; nil where it is not known.
    package var remedy: String?

    package init(
        stack: String, holder: LeaseHolder, leaseExpiry: UTCSecond? = nil, time: String? = nil, steps: Steps? = nil,
        verb: String? = nil, remedy: String? = nil
    ) {
        self.stack = stack
        self.holder = holder
        self.leaseExpiry = leaseExpiry
        self.time = time
        self.steps = steps
        self.verb = verb
        self.remedy = remedy
    }
}
