internal import StorageModel

/// One page of a list.
private struct Page<Item: Sendable>: Sendable {
    var offset: Int
    /// With what identifies each.
    var items: [(id: String, item: Item)]
    /// Objects in the whole list, as this page counts them.
    var total: Int
    var facts: FailedCall
}

/// One reading of a list.
private struct ListReading<Item: Sendable>: Sendable {
    var pages: [Page<Item>]
    /// How many objects each page shares with the one before it.
    var overlap: Int

    /// The least that any page counts.
    var total: Int { pages.map(\.total).min() ?? 0 }

    /// By what identifies them, each once, in the order of the list.
    var items: [(id: String, item: Item)] {
        var seen: Set<String> = []
        return pages.flatMap(\.items).filter { seen.insert($0.id).inserted }
    }

    /// Whether nothing that was there all the time can be missing: nothing has moved across the border of two pages, or
    /// beyond the last one.
    var isWhole: Bool {
        guard let last = pages.last, last.offset + last.items.count >= last.total else { return false }
        return pages.count == 1
            || overlap > 0
                && zip(pages, pages.dropFirst()).allSatisfy { page, next in
                    page.items.last?.id == next.items.first?.id && !page.items.isEmpty
                }
    }
}

extension DSPClient {
    /// How often a list is read before this client says that it cannot be read.
    private static var maximumReadings: Int { 6 }

    /// Reads a whole list in as few requests as its pages allow.
    ///
    /// What a list lacks decides: it is made, or reported as gone. Pages are counted from the start of the list, so an
    /// object that is deleted from a page that has been read moves another one out of the page that is read next, and one
    /// that is created at the same time keeps the totals equal. Therefore each page begins with the last object of the page
    /// before. As long as the objects keep their order, a page that does so begins exactly where the other one ended, and
    /// what was there all the time is in one of them: to ask for single objects by name could add nothing. Otherwise the
    /// list is read again, until a reading holds together, or two in a row show the same objects in whatever order.
    ///
    /// - Parameter read: what identifies an object, and what is kept of it. It runs on the page's own task, while other
    ///   pages are on their way.
    func list<Wire: JSONReadable, Item: Sendable>(
        _ path: APIPath, in tenant: TenantPath, read: @escaping @Sendable (Wire) -> (id: String, item: Item)
    ) async throws(ArrayFailure) -> [Item] {
        var previous: Set<String>?
        var count = 0
        while true {
            let reading = try await readList(path, in: tenant, read: read)
            let items = reading.items
            let found = Set(items.map(\.id))
            if reading.isWhole || (found == previous && found.count >= reading.total) { return items.map(\.item) }
            previous = found
            count += 1
            guard count < Self.maximumReadings else {
                let facts = reading.pages[0].facts
                guard found.count < reading.total else {
                    throw .unavailable(facts, reason: "the list changes faster than its pages can be read")
                }
                throw .unintelligible(
                    facts, reason: "the list counts \(reading.total) objects but gives only \(found.count)")
            }
        }
    }

    private func readList<Wire: JSONReadable, Item: Sendable>(
        _ path: APIPath, in tenant: TenantPath, read: @escaping @Sendable (Wire) -> (id: String, item: Item)
    ) async throws(ArrayFailure) -> ListReading<Item> {
        let first: Page<Item> = try await page(path, in: tenant, offset: 0, read: read)
        let count = first.items.count
        guard count > 0, count < first.total else { return ListReading(pages: [first], overlap: 0) }
        // The array may give less than was asked for, so the first page's length is the step.
        let overlap = count > 1 ? 1 : 0
        let offsets = Array(stride(from: count - overlap, to: first.total - overlap, by: count - overlap))
        let pages =
            try await [first]
            + offsets.concurrentMap(width: configuration.parallelReads) { offset throws(ArrayFailure) in
                try await page(path, in: tenant, offset: offset, read: read)
            }
        return ListReading(pages: pages, overlap: overlap)
    }

    private func page<Wire: JSONReadable, Item: Sendable>(
        _ path: APIPath, in tenant: TenantPath, offset: Int, read: @Sendable (Wire) -> (id: String, item: Item)
    ) async throws(ArrayFailure) -> Page<Item> {
        var query = [(name: "limit", value: "\(configuration.pageSize)")]
        if offset > 0 { query.append((name: "offset", value: "\(offset)")) }
        let (envelope, facts) = try await self.read(.get(path, query: query, in: tenant), as: [Wire].self)
        // Every list is known to say its length (dsp-api.md 1.5); one that does not is whole unless its page is full.
        guard let total = envelope.metadata?.total ?? (envelope.data.count < configuration.pageSize ? 0 : nil) else {
            throw .unintelligible(facts, reason: "a full page that does not say how long the list is")
        }
        return Page(offset: offset, items: envelope.data.map(read), total: total, facts: facts)
    }
}
