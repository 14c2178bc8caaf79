import Exporting
import ManifestLoading
import Planning
import Simulation
import StorageModel
import TestSupport
import Testing

/// What an export writes is read back to the same bytes, whatever people and programs have put on the array.
@Suite struct ScalarRoundTripTests {
    private static let everyScalar = (UInt32(0)...0x10_FFFF).compactMap(Unicode.Scalar.init)

    /// Where YAML, its versions or libyaml make exceptions: controls, blanks, line breaks, marks, the ends of ranges.
    private static let delicate: [Unicode.Scalar] = everyScalar.filter { scalar in
        switch scalar.value {
        case 0...0x17F, 0x2000...0x206F, 0x3000, 0xD7FF, 0xE000...0xE010, 0xFE00...0xFE0F, 0xFEF0...0xFFFF,
            0x1_0000, 0x1_FFFD...0x2_0000, 0x10_FFF0...0x10_FFFF:
            true
        default: false
        }
    }

    /// Volumes that nobody owns, each with these key-values.
    private func observed(_ metadata: [[String: String]]) -> ObservedState {
        var state = ObservedState(cluster: SampleStack.cluster)
        state.appInstances = metadata.enumerated().map { index, values in
            app(named: "volume-\(index)", values)
        }
        return state
    }

    private func app(named name: String, _ metadata: [String: String]? = nil) -> ObservedAppInstance {
        ObservedAppInstance(
            tenant: .root, id: name, name: name, metadata: metadata,
            storageInstances: [
                StorageInstanceContent(
                    name: "storage-1", volumes: [VolumeContent(name: "volume-1", size: Gibibytes(1))])
            ])
    }

    /// The key-values as a manifest wants them that was exported from the array.
    private func roundTrip(_ metadata: [[String: String]]) throws -> [[String: String]] {
        let text = ManifestExport(observed(metadata), stack: "exported", tenant: nil).text
        let loaded = ManifestLoader().load([ManifestSource(name: "export", text: Array(text.utf8))])
        let desired = try #require(loaded.desired, "\(loaded.diagnostics.prefix(3))")
        let byName = Dictionary(uniqueKeysWithValues: desired.appInstances.map { ($0.name.value, $0.metadata) })
        return try metadata.indices.map { index in
            try #require(byName["volume-\(index)"]).mapValues(\.value)
        }
    }

    /// Strings that only look alike are equal to Swift: bytes are compared.
    private func isSame(_ left: [String: String], _ right: [String: String]) -> Bool {
        func bytes(_ values: [String: String]) -> [[UInt8]: [UInt8]] {
            Dictionary(uniqueKeysWithValues: values.map { (Array($0.key.utf8), Array($0.value.utf8)) })
        }
        return bytes(left) == bytes(right)
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// In blocks, as descriptions, keys and values.
    @Test(.timeLimit(.minutes(5)), arguments: Soak.isFull ? Array(0..<17) : [0, 1, 14] as [UInt32])
    func everyScalarIsReadBack(plane: UInt32) throws {
        let scalars = Self.everyScalar.filter { $0.value >> 16 == plane }
        let blocks = stride(from: 0, to: scalars.count, by: 160).map { start in
            let block = Self.text(scalars[start..<min(start + 160, scalars.count)])
            return ["description": "d" + block, "k" + block: "v" + block]
        }
        let read = try roundTrip(blocks)
        let wrong = zip(blocks, read).enumerated().filter { !isSame($0.element.0, $0.element.1) }.map(\.offset)
        #expect(wrong == [], "blocks of plane \(plane)")
    }

    /// Alone, doubled, first, last, among blanks, and beside what means something to YAML.
    @Test(arguments: [
        "@", "@@", " @", "@ ", "a @ b", "@: @", "- @", "#@", "a #@", "\"@\"", "'@", "\\@", "@\n@", "\n@\n", "{@}",
        "x@,y",
    ])
    func everyDelicateScalarIsReadBackAtEveryPlace(frame: String) throws {
        let texts = Self.delicate.map { frame.replacing("@", with: String($0)) }
        let metadata = texts.map { ["k": $0, "m" + $0: "v"] }
        let read = try roundTrip(metadata)
        let wrong = zip(Self.delicate, zip(metadata, read)).filter { !isSame($0.1.0, $0.1.1) }.map(\.0)
        #expect(wrong == [])
    }

    @Test(arguments: [999, 1_000, 1_001, 1_500, 2_000]) func aLongKeyIsReadBack(length: Int) throws {
        for letter in ["k", "ä", "\u{1}"] {
            let key = String(repeating: letter, count: length / letter.utf8.count)
            let metadata = [[key: "value", "short": "x"], [key: "other"]]
            let read = try roundTrip(metadata)
            #expect(zip(metadata, read).allSatisfy(isSame), "\(letter)")
        }
    }

    /// What stands in comments cannot end them, nor hold what YAML forbids.
    @Test func namesInCommentsStayThere() throws {
        var state = observed([["k": "v"]])
        state.cluster.name = "array\ninjected: yes\u{85}\u{7F}\u{FEFF}"
        state.appInstances.append(app(named: "b\u{2028}\nstack: other\n# \u{1B}[31m"))
        let text = ManifestExport(state, stack: "exported", tenant: nil).text
        let loaded = ManifestLoader().load([ManifestSource(name: "export", text: Array(text.utf8))])
        #expect(loaded.diagnostics == [] && loaded.desired?.stack == "exported", "\(loaded.diagnostics)\n\(text)")
        #expect(text.contains("# Not exported:\n#   b\\u2028\\x0Astack: other\\x0A# \\x1B[31m: "), "\(text)")
    }

    /// The program: what somebody has written with another tool is exported, plans to nothing, and is kept by an apply.
    @Test(arguments: [("3.2.5.0", "metadata"), ("3.3.3.0", "int_ecosystem_data")])
    func theProgramKeepsEveryByte(product: String, endpoint: String) async throws {
        let values: [(key: String, json: String)] = [
            ("nel", #"a\u0085b"#), ("del", #"a\u007fb"#), ("mark", #"\ufeffa"#), ("nul", #"a\u0000b"#),
            ("lines", #"a\u2028b\u2029c\r\n"#), ("emoji", #"\ud83d\ude00"#), ("last", #"\uffff\udbff\udfff"#),
            ("key \\u0085\\u007f", "v"), ("blank", " a "), ("turned", #"a\u202eb"#),
        ]
        let pairs = "{\(values.map { #""\#($0.key)":"\#($0.json)""# }.joined(separator: ","))}"
        let body = product == "3.2.5.0" ? pairs : #"{"data":\#(pairs)}"#
        try await Console.with(SimulatorConfiguration(productVersion: product)) { console in
            try await console.array.call(
                "POST", "/app_instances",
                #"{"name":"old","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":1,"#
                    + #""replica_count":1}]}]}"#)
            let path = try await console.path("old")
            try await console.array.call("PUT", "\(path)/\(endpoint)", body)
            let before = try await console.array.call("GET", "\(path)/\(endpoint)")
            let export = try await console.run(["export"])
            #expect(export.status == 0 && export.error.isEmpty, "\(export.error)")
            #expect(try await console.detailedPlan(export.output) == 0, "\(export.output)")
            for verb in [["adopt", "--all", "--yes"], ["apply", "--yes"]] {
                let run = try await console.run(verb, export.output)
                #expect(run.status == 0, "\(run.output)\(run.error)")
            }
            let after = try await console.array.call("GET", "\(path)/\(endpoint)")
            for (key, _) in values {
                let key = key.replacing("\\u0085\\u007f", with: "\u{85}\u{7F}")
                let (old, new) = (Self.value(key, in: before), Self.value(key, in: after))
                #expect(old != nil && old.map { Array($0.utf8) } == new.map { Array($0.utf8) }, "\(key)")
            }
        }
    }

    private static func value(_ key: String, in answer: JSONTree) -> String? {
        // Wrapped once by versions of the API from 2.2 on, and once more by the endpoint of product 3.3.
        (answer["data"]?["data"]?[key] ?? answer["data"]?[key] ?? answer[key])?.text
    }
}
