import Planning
import StorageModel

/// How full array, tenants and volume types are before and after a plan, replicas included.
struct StorageSummary {
    struct Row {
        var label: String
        /// What has this name: `tenant`; empty for the array.
        var word = ""
        var nowGib: Int
        var afterGib: Int
        /// What it can be filled up to; nil where that has no bound of its own.
        var totalGib: Int?
        var volumesNow: Int?
        var volumesAfter: Int?

        /// In a list where rows of all sorts stand together.
        var title: String { word.isEmpty || label.hasSuffix(word) ? label : "\(word) \(label)" }

        var isChanged: Bool { nowGib != afterGib || volumesNow != volumesAfter }

        /// `300 GiB → 605 TiB`
        var sizes: String {
            nowGib == afterGib
                ? Gibibytes(nowGib).rounded : "\(Gibibytes(nowGib).rounded) → \(Gibibytes(afterGib).rounded)"
        }

        /// `0.3 % → 62 %`; nil where there is no bound.
        var percentages: String? {
            guard let totalGib, totalGib > 0 else { return nil }
            let (now, after) = (Self.percent(nowGib, totalGib), Self.percent(afterGib, totalGib))
            return now == after ? now : "\(now) → \(after)"
        }

        /// With a tenth where that says something.
        static func percent(_ part: Int, _ whole: Int) -> String {
            let tenths = (part * 1000 + whole / 2) / max(1, whole)
            if tenths == 0, part > 0 { return "< 0.1 %" }
            return tenths < 100 && tenths > 0 ? "\(tenths / 10).\(tenths % 10) %" : "\((tenths + 5) / 10) %"
        }
    }

    /// Nil when the array does not say.
    let array: Row?
    let tenants: [Row]
    let types: [Row]

    init(_ totals: PlanTotals) {
        array = totals.array.map {
            Row(
                label: "array, of \(Gibibytes($0.totalGib).rounded)", nowGib: $0.provisionedNowGib,
                afterGib: $0.provisionedAfterGib, totalGib: $0.totalGib)
        }
        tenants = totals.tenants.map { Row("tenant", $0) }
        // Of a stack without types the tenants say the same.
        types = totals.types.contains { $0.name != nil } ? totals.types.map { Row("type", $0) } : []
    }

    /// What the plan makes more or less; empty where it does not.
    var changes: [Row] {
        let parts = (tenants.filter(\.isChanged), types.filter(\.isChanged))
        guard array?.isChanged == true || !parts.0.isEmpty else { return [] }
        return [array].compactMap(\.self) + Self.bounded(parts.0) + Self.bounded(parts.1)
    }

    private static let shown = 8

    private static func bounded(_ rows: [Row]) -> [Row] {
        guard rows.count > shown else { return rows }
        let largest = rows.sorted { abs($0.afterGib - $0.nowGib) > abs($1.afterGib - $1.nowGib) }
        let names = Set(largest.prefix(shown - 1).map(\.label))
        let rest = rows.filter { !names.contains($0.label) }
        return rows.filter { names.contains($0.label) } + [
            Row(
                label: "\(rest.count) more \(rows[0].word)s", nowGib: rest.reduce(0) { $0 + $1.nowGib },
                afterGib: rest.reduce(0) { $0 + $1.afterGib })
        ]
    }

    /// Two columns under a heading, for 80 columns.
    func lines(indent: String = "  ") -> [String] {
        let rows = changes
        guard !rows.isEmpty else { return [] }
        let width = min(40, rows.map(\.title.count).max() ?? 0)
        let sizeWidth = rows.map(\.sizes.count).max() ?? 0
        return ["Provisioned, replicas included:"]
            + rows.map { row in
                let label = row.title + String(repeating: " ", count: max(0, width - row.title.count))
                let sizes = row.sizes + String(repeating: " ", count: sizeWidth - row.sizes.count)
                return "\(indent)\(label)  \(row.percentages.map { "\(sizes)  (\($0))" } ?? row.sizes)"
            }
    }
}

extension StorageSummary.Row {
    /// How full the array is now, where nothing is planned.
    init(_ capacity: ArrayCapacity) {
        self.init(
            label: "array, of \(capacity.total.rounded)", nowGib: capacity.provisioned.count,
            afterGib: capacity.provisioned.count, totalGib: capacity.total.count)
    }

    fileprivate init(_ word: String, _ share: StorageShare) {
        self.init(
            label: share.name?.shown(limit: 60) ?? "without a \(word)", word: word,
            nowGib: share.now.provisionedGib, afterGib: share.after.provisionedGib, totalGib: nil,
            volumesNow: share.now.volumes, volumesAfter: share.after.volumes)
    }
}

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
