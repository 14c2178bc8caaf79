// Reading and writing golden files.
import FoundationEssentials
package import Testing

/// Compares text with a file that was reviewed when it was recorded.
package enum Golden {
    /// Records a test issue when `text` is not what the file holds.
    ///
    /// With RECORD_GOLDENS=1 in the environment the file is rewritten and the test fails, so that a recording run is
    /// never mistaken for a passing one.
    package static func expect(
        _ text: String, is name: String, beside testFile: String = #filePath,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let path = testFile.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 } + "/Goldens/" + name
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try? text.write(toFile: path, atomically: true, encoding: .utf8)
            Issue.record(
                "recorded \(name); read it, then run again without RECORD_GOLDENS", sourceLocation: sourceLocation)
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            Issue.record("no golden \(name); record it with RECORD_GOLDENS=1", sourceLocation: sourceLocation)
            return
        }
        #expect(text == String(decoding: data, as: UTF8.self), sourceLocation: sourceLocation)
    }
}
