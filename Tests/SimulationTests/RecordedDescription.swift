// FoundationEssentials to read files: the recorded data lies outside the package.
import FoundationEssentials

@testable import Simulation

/// What was recorded from a real box, looked for as `shared/reference` beside or above the package.
enum RecordedDescription {
    static func json(_ name: String) throws -> JSONValue? {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path.count > 1 {
            let file = folder.appending(path: "shared/reference/\(name)")
            if FileManager.default.fileExists(atPath: file.path) {
                return try JSONParser.parse(Array(try Data(contentsOf: file)))
            }
            folder = folder.deletingLastPathComponent()
        }
        print("Not compared: no shared/reference/\(name) above the package.")
        return nil
    }
}
