import Testing

/// One key of the manifest at one place: what two manifests that differ in nothing else make different.
struct FieldRow: Sendable, CustomTestStringConvertible {
    /// As `FieldPlaces` names it.
    var place: String
    /// What is applied before either of the two is planned as an update.
    var before: String
    var first: String
    var second: String
    /// What an administrator does first.
    var givens: [Request] = []
    var product = "3.3.3.0"
    /// What `apply` needs for it.
    var arguments: [String] = []
    /// What a hand changes on an array to which the first was applied; nil where it can change nothing.
    var hand: [Request]?

    var create = Answer.yes
    var update = Answer.yes
    var drift = Answer.yes
    var export = Answer.yes

    var testDescription: String { place }

    /// One through the API, or, below `/_sim`, past it.
    struct Request: Sendable {
        var method = "PATCH"
        var path: String
        var body: String
        var tenant = "/root"
    }

    /// Where the difference can be seen of two plans.
    enum Report: String, Sendable, CaseIterable {
        case text
        case json = "JSON"
        case digest
    }

    enum Answer: Sendable, Equatable {
        case yes
        /// In some reports of a plan only, and why.
        case partly(Set<Report>, String)
        case no(String)

        var reason: String? {
            switch self {
            case .yes: nil
            case .partly(_, let reason), .no(let reason): reason
            }
        }

        var reports: Set<Report> {
            switch self {
            case .yes: Set(Report.allCases)
            case .partly(let reports, _): reports
            case .no: []
            }
        }
    }

    static let disruptive = ["--allow-disruptive"]
}

/// The table. Expectations are what shall be; a `no` says why in words for users.
enum FieldTable {
    static let rows: [FieldRow] =
        headerRows + settingRows + volumeRows + sharedRows + accessRows + lifecycleRows

    /// Keys of which there is but one value.
    static let constants = [
        "apiVersion": "there is one version of the language",
        "kind": "there is one kind of manifest",
    ]
}
