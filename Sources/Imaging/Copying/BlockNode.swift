import StorageModel

/// A block device of qemu, as its `json:` form describes it. In that form a file name is only a file name: no comma,
/// colon or protocol in it means anything.
struct BlockNode: Hashable, Sendable {
    enum Value: Hashable, Sendable {
        case text(String)
        case number(UInt64)
        case flag(Bool)
        case none
        indirect case node(BlockNode)
    }

    private let driver: String
    /// In a fixed order, so that equal nodes are equal texts.
    private let options: [(key: String, value: Value)]

    init(_ driver: String, _ options: [(key: String, value: Value)] = []) {
        self.driver = driver
        self.options = options
    }

    /// An image file. A backing file is cut off even if the inspector should have missed one.
    static func image(_ path: String, _ format: ImageFormat) -> BlockNode {
        let file = BlockNode("file", [("filename", .text(path))])
        let backing: [(String, Value)] = format == .qcow2 ? [("backing", .none)] : []
        return BlockNode(format.driver, backing + [("file", .node(file))])
    }

    static func == (left: Self, right: Self) -> Bool { left.argument == right.argument }

    func hash(into hasher: inout Hasher) { hasher.combine(argument) }

    /// As a file name on a command line.
    var argument: String { "json:" + json }

    private var json: String {
        let members = [("driver", .text(driver))] + options
        return "{" + members.map { "\(Self.quoted($0.0)):\(Self.text($0.1))" }.joined(separator: ",") + "}"
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .none: "null"
        case .node(let node): node.json
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
