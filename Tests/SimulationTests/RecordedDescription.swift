// FoundationEssentials to read files: the recorded data lies outside the package.
import FoundationEssentials
import Testing

@testable import Simulation

/// What was recorded from a real box, looked for as `shared/reference` beside or above the package.
enum RecordedDescription: String {
    case schema = "dsp-api-2.1-schema.json"
    case appInstances = "app_instances-2.1-recorded.json"

    /// The recording belongs to the vendor and is no part of the package: a test that needs it is skipped without it.
    var isThere: Bool { file != nil }

    func json() throws -> JSONValue {
        try JSONParser.parse(Array(try Data(contentsOf: try #require(file))))
    }

    private var file: URL? {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path.count > 1 {
            let file = folder.appending(path: "shared/reference/\(rawValue)")
            if FileManager.default.fileExists(atPath: file.path) { return file }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }
}
