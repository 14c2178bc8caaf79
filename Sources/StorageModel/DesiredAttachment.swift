package import Diagnostics

/// Who may connect to a storage instance. While it is declared, its lists are the whole ACL.
package struct DesiredAttachment: Sendable, Equatable {
    package var location: SourceLocation?
    package var initiators: Set<InitiatorName>
    /// Names of initiator groups on the DSP.
    package var groups: Set<String>
    package var chap: DesiredCHAP?
    /// `chap: none`: that there is no CHAP is managed, too.
    package var excludesCHAP: Bool

    /// Whether CHAP is as the manifest says, and not as the array has it.
    package var managesCHAP: Bool { chap != nil || excludesCHAP }

    package init(
        location: SourceLocation? = nil, initiators: Set<InitiatorName> = [], groups: Set<String> = [],
        chap: DesiredCHAP? = nil, excludesCHAP: Bool = false
    ) {
        self.location = location
        self.initiators = initiators
        self.groups = groups
        self.chap = chap
        self.excludesCHAP = excludesCHAP
    }
}

/// CHAP for a storage instance. Passwords cannot be read back from a DSP, so a rotation is declared by `version`.
package struct DesiredCHAP: Sendable, Equatable {
    package var location: SourceLocation?
    /// What the initiator presents to the target; one-way CHAP lives in the DSP's `target_*` fields (dsp-api.md 2.10).
    package var credentials: CHAPCredentials
    /// What the target presents in turn; nil for one-way CHAP.
    package var mutual: CHAPCredentials?
    package var version: Int

    /// Of which nothing is said.
    package static let firstVersion = 1

    package init(
        location: SourceLocation? = nil, credentials: CHAPCredentials, mutual: CHAPCredentials? = nil,
        version: Int = DesiredCHAP.firstVersion
    ) {
        self.location = location
        self.credentials = credentials
        self.mutual = mutual
        self.version = version
    }
}

/// A CHAP user and where its password is to be found (12-16 characters, checked when it is resolved).
package struct CHAPCredentials: Sendable, Hashable, Encodable {
    package var user: String
    package var password: SecretReference

    package init(user: String, password: SecretReference) {
        self.user = user
        self.password = password
    }
}
