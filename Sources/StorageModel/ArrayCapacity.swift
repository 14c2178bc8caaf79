/// How much the array holds, in whole GiB. Changes all the time, so it is not a part of what a plan is made for.
package struct ArrayCapacity: Sendable, Hashable {
    package var total: Gibibytes
    package var available: Gibibytes
    /// What all volumes would take when they are full, replicas included.
    package var provisioned: Gibibytes

    package init(total: Gibibytes, available: Gibibytes, provisioned: Gibibytes) {
        self.total = total
        self.available = available
        self.provisioned = provisioned
    }
}
