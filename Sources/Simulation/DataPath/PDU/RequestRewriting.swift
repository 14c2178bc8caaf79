/// From the initiator to tgtd: unit n becomes tgtd's n + 1, and account names become tgtd's.
struct RequestRewriting: PDURewriting {
    let record: SessionRecord
    /// Called with the first PDU; throws when the connection ends there.
    let begin: (_ login: LoginRequest?, _ pdu: PDU) throws(PDUFailure) -> Void
    /// The target of the session as it is served now.
    let target: () -> ServedTarget?
    /// Called with the bytes that a PDU brings to be written.
    let received: (Int) -> Void

    func needsWhole(_ header: PDUHeader) -> Bool { header.operation == .login || record.login == nil }

    mutating func patch(_ header: PDUHeader) {
        if header.operation == .scsiCommand || header.operation == .dataOut { received(header.dataLength) }
        switch header.operation {
        case .scsiCommand:
            guard let list = UnitList(header) else {
                header.unit = header.unit.map { $0 + 1 }
                return
            }
            record.remember(list, for: header.task)
            header.unit = 0
        case .taskManagement, .dataOut, .snack:
            header.unit = header.unit.map { $0 + 1 }
        case .login, .text, .scsiResponse, .loginResponse, .textResponse, .dataIn, .readyToTransfer, .asynchronous,
            nil:
            break
        }
    }

    mutating func rewrite(_ pdu: inout PDU) throws(PDUFailure) {
        if record.login == nil {
            let login = LoginRequest(pdu)
            try begin(login, pdu)
            guard let login else { throw .malformed }
            record.begin(login)
        }
        var keys = TextKeys(parsing: pdu.data)
        // With digests the proxy would have to count them anew; tgtd offers none by default either.
        for digest in ["HeaderDigest", "DataDigest"] { keys.replace(digest) { _ in "None" } }
        let target = target()
        keys.replace("CHAP_N") { name in
            guard let target, let login = target.login, name == login.user else { return Self.nobody }
            return target.loginAccount
        }
        pdu.data = keys.encoded
    }

    /// A name that no account has.
    private static let nobody = "unknown"
}
