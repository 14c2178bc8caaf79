/// What a client asks of a list: which objects, in which order, and which part of them.
struct Listing {
    private let filter: Filter?
    private let sortKey: String?
    private let sortsDescending: Bool
    private let offset: Int
    private let limit: Int
    private let countsAfterFiltering: Bool

    /// The types and limits of the query were checked against its schema.
    init(_ call: Call) throws(Refusal) {
        if let text = call.query["filter"], !text.isEmpty {
            filter = try FilterParser.parse(text)
        } else {
            filter = nil
        }
        let sort = call.query["sort"] ?? ""
        sortsDescending = sort.hasPrefix("-")
        sortKey = sort.isEmpty ? nil : String(sort.drop { $0 == "-" || $0 == "+" })
        offset = call.query["offset"].flatMap { Int($0) } ?? 0
        limit = call.query["limit"].flatMap { Int($0) } ?? call.configuration.defaultPageSize
        countsAfterFiltering = call.dialect.countsAfterFiltering
    }

    /// One page of `all`; `attribute` looks up the plain members by which an element is filtered and sorted.
    func page<Element>(
        _ all: [Element], attribute: (Element, String) -> JSONValue?, encode: (Element) -> [UInt8]
    ) -> Page {
        var selected = all
        if let filter { selected = all.filter { element in filter.admits { attribute(element, $0) } } }
        if let sortKey {
            let keyed = selected.map { (key: attribute($0, sortKey)?.comparable ?? "", element: $0) }
            let sorted = keyed.sorted {
                sortsDescending ? Filter.Relation.gt.holds($0.key, $1.key) : Filter.Relation.lt.holds($0.key, $1.key)
            }
            selected = sorted.map(\.element)
        }
        return Page(
            elements: selected.dropFirst(offset).prefix(limit).map(encode),
            total: countsAfterFiltering ? selected.count : all.count, offset: offset, limit: limit)
    }

    func page(_ values: [JSONValue]) -> Page {
        page(values, attribute: { $0[$1] }, encode: { JSONWriter.encoded($0) })
    }
}

/// One page of a list, its elements encoded.
struct Page: Sendable {
    let elements: [[UInt8]]
    let total: Int
    let offset: Int
    let limit: Int
}
