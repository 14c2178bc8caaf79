/// A `multipart/form-data` body (RFC 7578): its fields by their names, its files by the names of the files.
enum MultipartForm {
    /// Nil when it is none.
    static func members(of request: SimulatedRequest) -> JSONObject? {
        guard let type = request.header("content-type"), type.lowercased().hasPrefix("multipart/form-data"),
            let boundary = parameter("boundary", of: type), !boundary.isEmpty
        else { return nil }
        var members = JSONObject()
        for part in parts(of: request.body, at: Array("--\(boundary)".utf8)) {
            guard let end = part.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: part[..<end.lowerBound], as: UTF8.self)
            // The line end before the next boundary is not the part's own.
            let content = part[end.upperBound...].dropLast(2)
            if let file = parameter("filename", of: head) {
                members[file] = .string("\(content.count) bytes")
            } else if let name = parameter("name", of: head) {
                members[name] = .string(String(decoding: content, as: UTF8.self))
            }
        }
        return members
    }

    /// What stands between two boundaries.
    private static func parts(of body: [UInt8], at boundary: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = body[...]
        while let start = rest.firstRange(of: boundary) {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: boundary) else { break }
            parts.append(rest[..<end.lowerBound])
            rest = rest[end.lowerBound...]
        }
        return parts
    }

    /// `name="value"` or `name=value`.
    private static func parameter(_ name: String, of text: String) -> String? {
        for field in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let trimmed = field.drop { $0 == " " || $0 == "\t" }
            guard trimmed.lowercased().hasPrefix("\(name)=") else { continue }
            return String(trimmed.dropFirst(name.count + 1).filter { $0 != "\"" })
        }
        return nil
    }
}
