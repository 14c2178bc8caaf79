internal import StorageModel

/// One page of a list.
private struct Page<Item: Sendable>: Sendable {
    var items: [Item]
    /// Objects in the whole list, as this page counts them.
    var total: Int
    var facts: RequestFacts
}

extension DSPClient {
    /// Reads a whole list in as few requests as its pages allow.
    ///
    /// The first page says how long the list is; the other pages are read at once. Offsets shift when somebody creates or
    /// deletes meanwhile, which shows as totals that differ: then the list is read again, and what any reading has seen
    /// counts, so that nothing is lost and nothing loops.
    func list<Item: Decodable & Sendable>(
        _ path: APIPath, in tenant: TenantPath, id: (Item) -> String
    ) async throws(ArrayFailure) -> [Item] {
        let readings = 3
        var items: [String: Item] = [:]
        var order: [String] = []
        for reading in 1...readings {
            let pages: [Page<Item>] = try await pages(path, in: tenant)
            for item in pages.flatMap(\.items) where items.updateValue(item, forKey: id(item)) == nil {
                order.append(id(item))
            }
            let least = pages.map(\.total).min() ?? 0
            if order.count >= least, pages.allSatisfy({ $0.total == least }) { break }
            if order.count < least, reading == readings {
                throw .unintelligible(
                    pages[0].facts, reason: "the list counts \(least) objects but gives only \(order.count)")
            }
        }
        return order.compactMap { items[$0] }
    }

    /// One reading of the list.
    private func pages<Item: Decodable & Sendable>(
        _ path: APIPath, in tenant: TenantPath
    ) async throws(ArrayFailure) -> [Page<Item>] {
        let first: Page<Item> = try await page(path, in: tenant, offset: 0)
        // The array may give less than was asked for, so the first page's length is the step.
        let step = max(1, first.items.count)
        let offsets = first.items.isEmpty ? [] : Array(stride(from: step, to: first.total, by: step))
        return try await [first]
            + offsets.concurrentMap(width: configuration.parallelReads) { offset throws(ArrayFailure) in
                try await page(path, in: tenant, offset: offset)
            }
    }

    private func page<Item: Decodable & Sendable>(
        _ path: APIPath, in tenant: TenantPath, offset: Int
    ) async throws(ArrayFailure) -> Page<Item> {
        var query = [(name: "limit", value: "\(configuration.pageSize)")]
        if offset > 0 { query.append((name: "offset", value: "\(offset)")) }
        let (envelope, facts) = try await read(.get(path, query: query, in: tenant), as: [Item].self)
        // Every list is known to say its length (dsp-api.md 1.5); one that does not is whole unless its page is full.
        guard let total = envelope.metadata?.total ?? (envelope.data.count < configuration.pageSize ? 0 : nil) else {
            throw .unintelligible(facts, reason: "a full page that does not say how long the list is")
        }
        return Page(items: envelope.data, total: total, facts: facts)
    }
}
