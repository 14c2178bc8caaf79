package import StorageModel

/// A table of what is on an array, which is written as text, CSV or JSON.
package struct Listing: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        /// In CSV and JSON.
        package var key: String
        /// In text; nil for what only programs read.
        package var header: String?
        /// Numbers are aligned at their end.
        package var isNumeric = false
        /// Where a line would be too long, columns are left out, the highest number first; nil always stays.
        package var dropRank: Int?
        /// Text of any length, which is cut rather than left out.
        package var isElastic = false

        static func text(_ key: String, _ header: String, drop: Int? = nil) -> Column {
            Column(key: key, header: header, dropRank: drop)
        }

        static func number(_ key: String, _ header: String, drop: Int? = nil) -> Column {
            Column(key: key, header: header, isNumeric: true, dropRank: drop)
        }

        static func hidden(_ key: String) -> Column { Column(key: key) }
    }

    package enum Cell: Sendable, Equatable, Encodable {
        case text(String)
        case number(Int)
        case size(Gibibytes)
        case none
        /// What a reader must not overlook.
        case alert(String)

        /// For a person.
        var text: String {
            switch self {
            case .text(let text), .alert(let text): text.shown(limit: 200)
            case .number(let number): "\(number)"
            case .size(let size): size.description
            case .none: "-"
            }
        }

        /// For a program: numbers without unit, sizes in GiB, nothing for what is not there.
        var plain: String {
            switch self {
            case .text(let text), .alert(let text): text.shown(limit: 200)
            case .number(let number): "\(number)"
            case .size(let size): "\(size.count)"
            case .none: ""
            }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text), .alert(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .size(let size): try container.encode(size.count)
            case .none: try container.encodeNil()
            }
        }
    }

    package var columns: [Column]
    package var rows: [[Cell]]
    /// What all rows come to, in words.
    package var totals: String
    /// What the text says when there are no rows.
    var whenEmpty: String

    init(_ columns: [Column], _ rows: [[Cell]], totals: String, whenEmpty: String) {
        self.columns = columns
        self.rows = rows
        self.totals = totals
        self.whenEmpty = whenEmpty
    }

    /// With a heading, by the rules of RFC 4180.
    package var csv: String {
        ([columns.map(\.key)] + rows.map { $0.map(\.plain) })
            .map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
    }

    /// Of the column `name`, else of the first one; one a line, for other commands.
    package var names: String {
        let column = columns.firstIndex { $0.key == "name" } ?? 0
        return rows.map { $0[column].plain + "\n" }.joined()
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// - Parameter kind: what is listed, `tenants`.
    package func json(_ kind: String, of cluster: ObservedCluster? = nil) -> String {
        struct Document: Encodable {
            var formatVersion = "1.0"
            var kind = "list"
            var clusterUuid: String?
            var rows: [String: [[String: Cell]]]
        }
        let objects = rows.map { cells in
            Dictionary(zip(columns.map(\.key), cells)) { first, _ in first }
        }
        return JSONText.render(Document(clusterUuid: cluster?.uuid, rows: [kind: objects]))
    }
}
