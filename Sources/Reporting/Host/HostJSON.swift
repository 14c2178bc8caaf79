package import Attachment
import Planning
import StorageModel

/// How the volumes of a host stand, as versioned JSON, with what an OpenStack client needs to connect to each. It holds no
/// secret.
package enum HostJSON {
    /// - Parameter verb: `plan`, `apply` or `status`: whether the steps are to be done or were done.
    package static func render(_ report: HostReport, verb: String, initiator: String) -> String {
        JSONText.render(
            Document(
                kind: "host_\(verb)", initiator: initiator, outcome: report.outcome.rawValue,
                attachments: report.attachments.map(Entry.init),
                steps: report.steps.map { Step(subject: $0.subject, step: "\($0.step)", reason: $0.reason) },
                problems: report.problems.map(Problem.init), warnings: report.warnings.map(Problem.init)))
    }

    private struct Document: Encodable {
        var formatVersion = PlanRecord.currentFormat
        var kind: String
        var initiator: String
        var outcome: String
        var attachments: [Entry]
        var steps: [Step]
        var problems: [Problem]
        var warnings: [Problem]
    }

    private struct Step: Encodable {
        var subject: String
        var step: String
        var reason: String
    }

    private struct Problem: Encodable {
        var code: String
        var subject: String
        var message: String
        var remedy: String

        init(_ problem: HostProblem) {
            code = problem.code.rawValue
            subject = problem.subject
            message = problem.message
            remedy = problem.remedy
        }
    }

    private struct Entry: Encodable {
        var volume: String
        var id: String
        var sizeGib: Int
        var iqn: String
        var lun: Int
        var state: String
        /// Null while the volume must not or cannot be used.
        var device: String?
        var wwid: String?
        var paths: [Path]
        var connection: ConnectionProperties

        init(_ attachment: AttachmentReport) {
            volume = attachment.volume
            id = attachment.id
            sizeGib = attachment.size.count
            iqn = attachment.unit.iqn
            lun = attachment.unit.lun
            state = attachment.state.rawValue
            device = attachment.devicePath
            wwid = attachment.wwid
            paths = attachment.paths.map {
                Path(portal: $0.portal.description, state: $0.state.rawValue, device: $0.device)
            }
            connection = ConnectionProperties(attachment)
        }
    }

    private struct Path: Encodable {
        var portal: String
        var state: String
        var device: String?
    }

    /// In the shape of Cinder's connection_properties, which os-brick takes; the password is left out.
    private struct ConnectionProperties: Encodable {
        var targetPortals: [String]
        var targetIqns: [String]
        var targetLuns: [Int]
        var targetPortal: String?
        var targetIqn: String
        var targetLun: Int
        var authMethod: String?
        var authUsername: String?
        var discard = false

        init(_ attachment: AttachmentReport) {
            targetPortals = attachment.portals.map(\.description)
            targetIqns = attachment.portals.map { _ in attachment.unit.iqn }
            targetLuns = attachment.portals.map { _ in attachment.unit.lun }
            targetPortal = targetPortals.first
            targetIqn = attachment.unit.iqn
            targetLun = attachment.unit.lun
            authMethod = attachment.chapUser.map { _ in "CHAP" }
            authUsername = attachment.chapUser
        }
    }
}
