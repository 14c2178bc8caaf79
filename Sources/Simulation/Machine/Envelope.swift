/// Wraps answers and refusals into the array's JSON.
struct Envelope {
    let version: APIVersion
    let tenant: TenantPath
    let path: String

    func text(of answer: Answer, countsPages: Bool) -> [UInt8] {
        switch answer {
        case .bare(let value):
            JSONWriter.encoded(value)
        case .entity(let value):
            text(path: value["path"]?.string ?? path, data: JSONWriter.encoded(value))
        case .encoded(let data, let path, _):
            text(path: path, data: data)
        case .list(let values):
            text(path: path, data: JSONWriter.encoded(.array(values)))
        case .page(let page):
            text(path: path, data: Self.array(page.elements), metadata: Self.metadata(page, countsPages: countsPages))
        }
    }

    /// Assembled from text, as lists hold their elements already encoded.
    private func text(path: String, data: [UInt8], metadata: JSONValue? = nil) -> [UInt8] {
        var head = JSONWriter.encoded([
            "tenant": .string(tenant.description), "path": .string(path), "version": .string("\(version)"),
        ])
        head.removeLast()
        head.reserveCapacity(head.count + data.count + 128)
        head += #","data":"#.utf8
        head += data
        if let metadata {
            head += #","metadata":"#.utf8
            head += JSONWriter.encoded(metadata)
        }
        head += #","request_time":0}"#.utf8
        return head
    }

    private static func array(_ elements: [[UInt8]]) -> [UInt8] {
        var text: [UInt8] = [UInt8(ascii: "[")]
        text.reserveCapacity(elements.reduce(2) { $0 + $1.count + 1 })
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text += element
        }
        text.append(UInt8(ascii: "]"))
        return text
    }

    private static func metadata(_ page: Page, countsPages: Bool) -> JSONValue {
        countsPages
            ? [
                "total_count": .int(page.total), "request_count": .int(page.elements.count),
                "offset": .int(page.offset), "limit": .int(page.limit),
            ] : ["total": .int(page.total)]
    }
}
