/// What the first login PDU of a connection says about who wants what.
struct LoginRequest: Sendable, Equatable {
    var initiator: String
    /// nil in a discovery session.
    var target: String?

    /// nil when it is no login, lacks a name, or goes on in a further PDU: names that are cut in two are sent by nobody.
    init?(_ pdu: PDU) {
        var pdu = pdu
        let keys = TextKeys(parsing: pdu.data)
        let isComplete = pdu.withHeader { $0.operation == .login && $0.flags & 0x40 == 0 } ?? false
        guard isComplete, let initiator = keys["InitiatorName"], !initiator.isEmpty else { return nil }
        self.initiator = initiator
        target = keys["TargetName"]
        guard (keys["SessionType"] == "Discovery") == (target == nil) else { return nil }
    }
}

/// How a login is refused: status class and detail of RFC 7143, section 11.13.5.
enum LoginRefusal: UInt16, Sendable {
    case initiatorError = 0x0200
    /// The initiator has no right to the target.
    case forbidden = 0x0202
    case notFound = 0x0203
    /// The target is there, but cannot take a session.
    case unavailable = 0x0301

    /// The answer to the login request.
    func answer(to request: PDU) -> PDU {
        var request = request
        var answer = PDU(.loginResponse)
        request.withHeader { asked in
            answer.withHeader { header in
                // ISID, TSIH and task tag are those of the request.
                for offset in 8..<20 { header.bytes[offset] = asked.bytes[offset] }
                let command = asked.word(at: 24)
                header.setWord(command, at: 28)
                header.setWord(command, at: 32)
                header.bytes[36] = UInt8(rawValue >> 8)
                header.bytes[37] = UInt8(rawValue & 0xff)
            }
        }
        return answer
    }
}
