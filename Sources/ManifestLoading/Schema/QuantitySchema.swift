import JSONSchema
import StorageModel

/// Numbers with units.
enum QuantitySchema {
    static let size: SchemaNode = [
        "description": "Whole GiB: 512, `512GiB`, `1TiB`.",
        "anyOf": [
            ["type": "integer", "minimum": 1, "maximum": .number(Gibibytes.volumeLimits.upperBound.count)],
            ManifestSchema.pattern(
                "^("
                    + [("(GiB|Gi)?", 1), ("(TiB|Ti)", 1024)].map { suffix, factor in
                        "(\(digits(upTo: Gibibytes.volumeLimits.upperBound.count / factor)))\(suffix)"
                    }.joined(separator: "|") + ")$"),
        ],
    ]

    static func value(of key: QoSKey) -> SchemaNode {
        switch key {
        case .limit(let field):
            [
                "description": .text(field.isBandwidth ? "KiB/s, or `800MiB/s`; `unlimited`." : "IOPS; `unlimited`."),
                "anyOf": [["const": "unlimited"], rate(field)],
            ]
        case .iopsPerGB: rate(.totalIOPS).with(["description": "IOPS for each GiB of size."])
        case .bandwidthPerGB: rate(.totalBandwidth).with(["description": "KiB/s for each GiB of size."])
        }
    }

    /// - Parameter isText: whether quotes do not count, as in extra specs.
    static func rate(_ field: QoSField, isText: Bool = false) -> SchemaNode {
        let number: SchemaNode = ["type": "integer", "minimum": 0, "maximum": .number(field.maximum)]
        guard field.isBandwidth else {
            return isText
                ? ["anyOf": [number, ManifestSchema.pattern("^(0|\(digits(upTo: field.maximum)))$")]] : number
        }
        let suffixes = [("(KiB/s)?", 1), ("MiB/s", 1 << 10), ("GiB/s", 1 << 20)]
        let texts = suffixes.map { "(0|\(digits(upTo: field.maximum / $0.1)))\($0.0)" }.joined(separator: "|")
        return ["anyOf": [number, ManifestSchema.pattern("^(\(texts))$")]]
    }

    /// A regular expression for 1 to a number, without leading zeros.
    static func digits(upTo maximum: Int) -> String {
        let digits = String(maximum).compactMap(\.wholeNumberValue)
        var choices: [String] = []
        // All that are shorter, then all that agree up to a digit and are smaller there, then the number itself.
        if digits.count > 1 { choices.append("[1-9][0-9]{0,\(digits.count - 2)}") }
        var prefix = ""
        for (index, digit) in digits.enumerated() {
            let smallest = index == 0 ? 1 : 0
            let rest = digits.count - index - 1
            if digit > smallest {
                choices.append("\(prefix)[\(smallest)-\(digit - 1)]" + (rest > 0 ? "[0-9]{\(rest)}" : ""))
            }
            prefix += "\(digit)"
        }
        return (choices + [prefix]).joined(separator: "|")
    }
}
