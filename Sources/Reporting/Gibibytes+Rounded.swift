import StorageModel

extension Gibibytes {
    /// `44.1 TiB`: for sums, of which the last GiB does not matter.
    var rounded: String {
        let units = ["GiB", "TiB", "PiB", "EiB"]
        var unit = 0
        var size = 1
        while unit + 1 < units.count, count >= size * 1024 {
            size *= 1024
            unit += 1
        }
        let tenths = (count * 10 + size / 2) / size
        return "\(tenths / 10)\(tenths.isMultiple(of: 10) ? "" : ".\(tenths % 10)") \(units[unit])"
    }
}
