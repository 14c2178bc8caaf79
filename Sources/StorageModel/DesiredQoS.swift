/// The limits that a manifest declares for one volume. A field that is not declared is not managed.
package struct DesiredQoS: Hashable, Sendable {
    package var limits: [QoSField: Declared<Limit>]
    /// IOPS granted per GiB of size; caps `total_iops_max`.
    package var iopsPerGiB: Declared<Int>?
    /// KiB/s granted per GiB of size; caps `total_bandwidth_max`.
    package var bandwidthPerGiB: Declared<Int>?

    package init(
        limits: [QoSField: Declared<Limit>] = [:], iopsPerGiB: Declared<Int>? = nil,
        bandwidthPerGiB: Declared<Int>? = nil
    ) {
        self.limits = limits
        self.iopsPerGiB = iopsPerGiB
        self.bandwidthPerGiB = bandwidthPerGiB
    }

    /// A limit worked out for one volume size.
    package struct Effective: Hashable, Sendable {
        package var limit: Declared<Limit>
        /// How a per-GiB rate led to the limit, for instance `iops_per_gb 50 × 250 GiB`; nil for a plain limit.
        package var derivation: String?
    }

    /// The managed limits of a volume of this size.
    ///
    /// A total limit is the smallest *set* one of cap and rate × size. Cinder's driver yields 1
    /// where no cap is given (dsp-api.md C3); that defect is not repeated. Overflowing products saturate.
    package func effective(for size: Gibibytes) -> [QoSField: Effective] {
        var result = limits.mapValues { Effective(limit: $0, derivation: nil) }
        for (field, rate, name) in [
            (QoSField.totalIOPS, iopsPerGiB, "iops_per_gb"),
            (QoSField.totalBandwidth, bandwidthPerGiB, "bandwidth_per_gb"),
        ] {
            guard let rate else { continue }
            guard rate.value > 0 else {
                // Explicitly no rate: whatever limit an earlier one has led to is taken back.
                if result[field] == nil {
                    result[field] = Effective(
                        limit: Declared(.unlimited, at: rate.location, via: rate.via), derivation: nil)
                }
                continue
            }
            let product = rate.value.multipliedReportingOverflow(by: size.count)
            let scaled = Limit.at(product.overflow ? .max : product.partialValue)
            let cap = limits[field]?.value ?? .unlimited
            var derivation = "\(name) \(rate.value) × \(size.count) GiB"
            if cap != .unlimited { derivation += ", cap \(field.text(for: cap))" }
            result[field] = Effective(
                limit: Declared(scaled.tightened(by: cap), at: rate.location, via: rate.via), derivation: derivation)
        }
        return result
    }
}
