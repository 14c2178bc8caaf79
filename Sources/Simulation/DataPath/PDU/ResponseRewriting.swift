/// From tgtd to the initiator: tgtd's unit n becomes n - 1, lists of units and of targets are those of the array.
struct ResponseRewriting: PDURewriting {
    let record: SessionRecord
    /// The targets as they are served now, by IQN.
    let targets: () -> [String: ServedTarget]
    /// The addresses of both portals.
    let addresses: [String]

    func needsWhole(_ header: PDUHeader) -> Bool {
        switch header.operation {
        case .loginResponse, .textResponse: true
        case .dataIn: record.list(for: header.task) != nil
        case .scsiCommand, .taskManagement, .login, .text, .dataOut, .snack, .scsiResponse, .readyToTransfer,
            .asynchronous, nil:
            false
        }
    }

    mutating func patch(_ header: PDUHeader) {
        switch header.operation {
        case .readyToTransfer, .asynchronous:
            header.unit = header.unit.map { max(0, $0 - 1) }
        case .scsiResponse:
            guard let list = record.list(for: header.task) else { return }
            record.forgetList(for: header.task)
            // Status 0 is good: the list has come before.
            if header.bytes[3] == 0 { list.setResidual(of: header, sent: list.data(count: unitCount).count) }
        case .scsiCommand, .taskManagement, .login, .text, .dataOut, .snack, .loginResponse, .textResponse, .dataIn,
            nil:
            break
        }
    }

    mutating func rewrite(_ pdu: inout PDU) throws(PDUFailure) {
        guard let (operation, task, flags) = pdu.withHeader({ ($0.operation, $0.task, $0.flags) }) else {
            throw .malformed
        }
        switch operation {
        case .loginResponse: rewriteLogin(&pdu, flags)
        case .textResponse: rewriteText(&pdu)
        case .dataIn:
            guard let list = record.list(for: task) else { return }
            let data = list.data(count: unitCount)
            pdu.data = data
            // With the status bit, this is the last answer to the command.
            guard flags & 0x01 != 0 else { return }
            pdu.withHeader { list.setResidual(of: $0, sent: data.count) }
            record.forgetList(for: task)
        case .scsiCommand, .taskManagement, .login, .text, .dataOut, .snack, .scsiResponse, .readyToTransfer,
            .asynchronous, nil:
            break
        }
    }

    private var target: ServedTarget? { record.login?.target.flatMap { targets()[$0] } }

    private var unitCount: Int { target?.units.count ?? 0 }

    private func rewriteLogin(_ pdu: inout PDU, _ flags: UInt8) {
        if let target, let answer = target.answer {
            var keys = TextKeys(parsing: pdu.data)
            keys.replace("CHAP_N") { $0 == target.answerAccount ? answer.user : $0 }
            pdu.data = keys.encoded
        }
        // Transit to the full feature phase (3), with status 0.
        let isIn = flags & 0x83 == 0x83 && pdu.withHeader { $0.bytes[36] == 0 } ?? false
        if isIn { record.logIn() }
    }

    /// The default of MaxRecvDataSegmentLength, which every initiator takes.
    private static let longestText = 8192

    /// The answer to SendTargets. Both portals are in portal group 1, since that is the group that tgtd names at login.
    /// What does not fit into one PDU is left out: a discovery that shows 60 targets to one initiator has no user here.
    private func rewriteText(_ pdu: inout PDU) {
        guard let login = record.login else { return }
        let isList = !TextKeys(parsing: pdu.data).pairs.filter { $0.key == "TargetName" }.isEmpty
        guard isList || login.target == nil else { return }
        let shown = targets().values.filter { target in
            target.admission.admits(login.initiator) && (login.target ?? target.iqn) == target.iqn
        }
        pdu.data = []
        for target in shown.sorted(by: { $0.iqn < $1.iqn }) {
            let entry = TextKeys(
                [("TargetName", target.iqn)] + addresses.map { ("TargetAddress", "\($0):\(PortalPair.port),1") })
            let bytes = entry.encoded
            guard pdu.data.count + bytes.count <= Self.longestText else { break }
            pdu.data += bytes
        }
        // Whatever tgtd would have sent next, this is all.
        pdu.withHeader { header in
            header.flags = 0x80
            header.setWord(.max, at: 20)
        }
    }
}
