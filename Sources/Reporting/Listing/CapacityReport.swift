import Planning
package import StorageModel

/// How full an array is, and whose volumes take how much.
package struct CapacityReport: Sendable {
    private let observed: ObservedState
    private let tenants: Listing

    package init(_ observed: ObservedState) {
        self.observed = observed
        tenants = .tenants(of: observed)
    }

    package func text(style: TextStyle, width: Int?) -> String {
        var lines = [style(.strong, "Array \(observed.cluster.name) (\(observed.cluster.uuid))".shown())]
        if let capacity = observed.capacity {
            let used = Gibibytes(capacity.total.count - capacity.available.count)
            lines += [
                "  total        \(Self.text(capacity.total))",
                "  used         \(Self.text(used)) (\(Self.percent(used, of: capacity.total)))",
                "  available    \(Self.text(capacity.available))",
                "  provisioned  \(Self.text(capacity.provisioned)) (\(Self.percent(capacity.provisioned, of: capacity.total)))",
            ]
        } else {
            lines.append("  The array does not report its capacity.")
        }
        return lines.map { $0 + "\n" }.joined() + "\n" + ListingText(style: style, width: width).render(tenants)
    }

    package var csv: String { tenants.csv }

    package var json: String {
        struct Document: Encodable {
            var formatVersion = "1.0"
            var kind = "capacity"
            var clusterUuid: String
            var totalGib: Int?
            var usedGib: Int?
            var availableGib: Int?
            var provisionedGib: Int?
            var tenants: [[String: Listing.Cell]]
        }
        let capacity = observed.capacity
        return JSONText.render(
            Document(
                clusterUuid: observed.cluster.uuid, totalGib: capacity?.total.count,
                usedGib: capacity.map { $0.total.count - $0.available.count },
                availableGib: capacity?.available.count, provisionedGib: capacity?.provisioned.count,
                tenants: tenants.rows.map { cells in
                    Dictionary(zip(tenants.columns.map(\.key), cells)) { first, _ in first }
                }))
    }

    /// Large ones in TiB with one decimal, as a person reads them.
    private static func text(_ size: Gibibytes) -> String {
        guard size.count >= 10_240, !size.count.isMultiple(of: 1024) else { return size.description }
        let tenths = Int((Double(size.count) * 10 / 1024).rounded())
        return "\(tenths / 10).\(tenths % 10) TiB"
    }

    private static func percent(_ part: Gibibytes, of whole: Gibibytes) -> String {
        whole.count > 0 ? "\(Int((Double(part.count) * 100 / Double(whole.count)).rounded())) %" : "-"
    }
}
