extension Int {
    /// The whole part of `number`, or the nearest integer there is: patched states may hold any number.
    init(clamping number: Double) {
        self = Int(exactly: number.rounded(.towardZero)) ?? (number > 0 ? .max : 0)
    }
}
