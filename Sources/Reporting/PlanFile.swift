package import Planning
import StorageModel

/// A saved plan: the plan's JSON with all it takes to make it again, and a checksum over every byte of it.
///
/// The checksum finds accidents and edits. Against an edit with a new checksum, `--approve` holds the digest that was
/// reviewed.
package enum PlanFile {
    package enum Problem: Error, Equatable {
        /// It has never been a saved plan; the text says what it is instead.
        case notAPlan(String)
        /// It is a saved plan that was changed.
        case altered
        /// It was saved in a format that this version does not read.
        case otherFormat(String)
    }

    private static let blank = PlanRecord.digestPrefix + String(repeating: "0", count: 64)
    private static let integrityKey = #""integrity" : ""#
    private static let inputsKey = #""inputs" : {"#

    package static func render(_ plan: PlanRecord, inputs: PlanInputs) -> String {
        var plan = plan
        plan.inputs = inputs
        plan.integrity = blank
        let text = JSONText.render(plan)
        return replacingIntegrity(in: text, with: PlanRecord.digestPrefix + Digest.sha256(text)) ?? text
    }

    /// - Throws: `Problem`, also for a single byte that is not as it was written.
    package static func read(_ text: String) throws(Problem) -> PlanRecord {
        // Two signs far apart, so that no small edit takes both away.
        guard text.contains(integrityKey) || text.contains(inputsKey) else {
            throw .notAPlan(
                JSONText.value(PlanRecord.self, from: text) == nil
                    ? "it contains no plan" : "it is the report of a plan, which cannot be applied")
        }
        guard let integrity = integrity(of: text), let blanked = replacingIntegrity(in: text, with: blank),
            integrity == PlanRecord.digestPrefix + Digest.sha256(blanked)
        else { throw .altered }
        if let format = JSONText.value(FormatOnly.self, from: text)?.formatVersion, isForeign(format) {
            throw .otherFormat(format)
        }
        guard let plan = JSONText.value(PlanRecord.self, from: text), plan.inputs != nil,
            plan.digest == plan.computedDigest
        else { throw .altered }
        return plan
    }

    private struct FormatOnly: Decodable {
        var formatVersion: String
    }

    /// Another major version, or a minor one that lacks what this one's digest is over; a later one only adds.
    private static func isForeign(_ format: String) -> Bool {
        let (read, own) = (numbers(of: format), numbers(of: PlanRecord.currentFormat))
        guard read.count == 2, own.count == 2 else { return true }
        return read[0] != own[0] || read[1] < own[1]
    }

    private static func numbers(of format: String) -> [Int] { format.split(separator: ".").compactMap { Int($0) } }

    private static func integrity(of text: String) -> String? {
        let parts = text.split(separator: integrityKey, omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[1].prefix(blank.utf8.count)) : nil
    }

    /// Nil unless there is exactly one. A manifest inside the file cannot hold another: its quotes are escaped.
    private static func replacingIntegrity(in text: String, with value: String) -> String? {
        guard let old = integrity(of: text), old.utf8.count == value.utf8.count else { return nil }
        return text.replacing(integrityKey + old, with: integrityKey + value)
    }
}

/// A plan as versioned JSON; `schema plan` describes it.
package enum PlanJSON {
    package static func render(_ plan: PlanRecord) -> String { JSONText.render(plan) }
}
