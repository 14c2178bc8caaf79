/// The limits that a manifest sets to what one plan may do. What is nil has its default.
package struct Guards: Sendable, Equatable {
    /// How many volumes a plan may delete or move to the trash.
    package var maxDeletes: Declared<Int>?
    /// How many of the stack's volumes a plan may touch, in percent; counts from `minimumGuardedSize` on.
    package var maxUpdatePercent: Declared<Int>?
    /// How full the array may be made, in percent of its capacity; without it, too little capacity is a warning.
    package var maxProvisionedPercent: Declared<Int>?

    package static let defaultMaxDeletes = 0
    package static let defaultMaxUpdatePercent = 30
    package static let minimumGuardedSize = 10

    package init(
        maxDeletes: Declared<Int>? = nil, maxUpdatePercent: Declared<Int>? = nil,
        maxProvisionedPercent: Declared<Int>? = nil
    ) {
        self.maxDeletes = maxDeletes
        self.maxUpdatePercent = maxUpdatePercent
        self.maxProvisionedPercent = maxProvisionedPercent
    }
}
