import ArgumentParser
import Configuring
import Exporting
import Reporting
import StorageModel

/// What `list --format cinder-manage` needs to know of Cinder.
struct HandoverFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "With cinder-manage: the backend as `cinder get-pools` names it. Taken from --cinder-conf where that has it.",
            valueName: "host@backend#pool"))
    var cinderHost: String?

    @Option(
        help: ArgumentHelp(
            "With cinder-manage: volume types as `openstack volume type list --long -f json` prints them.",
            valueName: "path"))
    var types: String?

    /// What stands where the backend's name is not known.
    private static let placeholder = "HOST@BACKEND#POOL"

    func handover(_ composition: Composition, _ connection: ConnectionFlags) throws(CommandError) -> Handover {
        let cinder = try composition.cinder(connection.tenant)
        let list = try types.map { path throws(CommandError) in try CinderTypeList(file: path) }
        return Handover(
            host: cinderHost ?? cinder?.host ?? Self.placeholder, types: list,
            typeDefaults: cinder?.typeDefaults ?? [:], backend: cinder?.backendName)
    }
}

/// Volumes as commands that give them to Cinder.
struct Handover: Sendable {
    let host: String
    let types: CinderTypeList?
    let typeDefaults: [String: String]
    let backend: String?

    func render(_ observed: ObservedState) -> String {
        let names = types.map { $0.typeNames(of: observed, defaults: typeDefaults, backend: backend) } ?? [:]
        return CinderManageText(host: host, types: names).render(observed)
    }
}
