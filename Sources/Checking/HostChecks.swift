package import Attachment
package import StorageModel

/// What this machine needs before volumes can be attached to it. Starts no program.
package struct HostChecks {
    private let files: any HostFiles
    private let array: ObservedState?

    /// - Parameter array: nil where the array could not be read.
    package init(_ files: any HostFiles, against array: ObservedState?) {
        self.files = files
        self.array = array
    }

    package var checks: [Check] {
        let initiators = HostReader(files).initiators
        let prerequisites = HostPrerequisite.allCases.map { prerequisite in
            prerequisite.isMet(files, initiators)
                ? Check(prerequisite.check, .ok, prerequisite.finding(initiators))
                : Check(prerequisite.check, .error, prerequisite.problem, remedy: prerequisite.remedy)
        }
        return prerequisites + [duplicate(initiators), networks]
    }

    /// Two hosts with one initiator name throw each other out, or write to one volume without knowing of each other.
    private func duplicate(_ initiators: [String]) -> Check {
        guard initiators.count == 1, let name = initiators.first else {
            return Check(.duplicateInitiator, .skipped, "this machine has no single initiator name")
        }
        guard let array else { return Check(.duplicateInitiator, .skipped, "the array was not read") }
        let own = Set(HostReader(files).sessionTargets)
        let others = array.appInstances.flatMap { app in
            app.targets.values.filter { $0.activeInitiators.contains(InitiatorName(name)) }
                .compactMap(\.iqn).filter { !own.contains($0) }.map { "\(app.name) (\($0))" }
        }.sorted()
        guard others.isEmpty else {
            return Check(
                .duplicateInitiator, .error,
                "the array has sessions of \(name) that this machine does not have: \(others.list(limit: 3))",
                remedy:
                    "If this machine has not just logged out or restarted, another host uses its initiator name: give "
                    + "each host its own in /etc/iscsi/initiatorname.iscsi.")
        }
        return Check(.duplicateInitiator, .ok, "the array has no session of \(name) but those of this machine")
    }

    /// Two cards in one subnet: answers may leave by the other card, and strict reverse path filtering then drops what
    /// comes in.
    private var networks: Check {
        let strict = NetworkTable(files).sharedSubnets.compactMap { subnet -> String? in
            let filtered = subnet.interfaces.filter(isStrict)
            guard !filtered.isEmpty else { return nil }
            return "\(subnet.interfaces.joined(separator: " and ")) are both in \(subnet.text), with rp_filter 1 on "
                + filtered.joined(separator: ", ")
        }
        guard !strict.isEmpty else {
            return Check(.networks, .ok, "no two cards share a subnet under strict rp_filter")
        }
        return Check(
            .networks, .warning, strict.joined(separator: "; "),
            remedy: "Give each card a subnet of its own, or set rp_filter to 2: sysctl -w net.ipv4.conf.all.rp_filter=2"
        )
    }

    /// The kernel takes the larger of the two values (ip-sysctl).
    private func isStrict(_ interface: String) -> Bool {
        let values = ["all", interface].compactMap { files.text("/proc/sys/net/ipv4/conf/\($0)/rp_filter") }
        return values.compactMap { Int($0) }.max() == 1
    }
}

extension HostPrerequisite {
    fileprivate var check: Check.Name {
        switch self {
        case .initiatorName: .initiatorName
        case .kernelTransport: .iscsiTransport
        case .daemon: .iscsid
        case .multipathDaemon: .multipathd
        }
    }

    fileprivate func finding(_ initiators: [String]) -> String {
        switch self {
        case .initiatorName: initiators.first?.shown(limit: 230) ?? ""
        case .kernelTransport: "iscsi_tcp is loaded, or can be"
        case .daemon: "iscsid runs, or its socket starts it"
        case .multipathDaemon: "multipathd runs"
        }
    }
}
