import FoundationEssentials  // to list and read the corpus; nothing else in the toolchain does
import ManifestLoading
import Testing

/// The manifests beside the tests: `Bad/` and `Good/`.
enum Corpus {
    static func files(in folder: String) throws -> [(name: String, text: String)] {
        let path = "\(#filePath)".split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/" + folder
        return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".yaml") }.sorted()
            .map { name in
                let data = try #require(FileManager.default.contents(atPath: "\(path)/\(name)"))
                return (name, String(decoding: data, as: UTF8.self))
            }
    }
}
