import DSPClient
import Locking
import StorageModel
import Testing

@Suite struct PagingTests {
    /// How an array shows its pages (dsp-api.md 1.5).
    enum Shape: CaseIterable {
        case total, fourFields, silent

        func metadata(total: Int, offset: Int, count: Int) -> String {
            switch self {
            case .total: #","metadata":{"total":\#(total)}"#
            case .fourFields:
                #","metadata":{"total_count":\#(total),"request_count":\#(count),"offset":\#(offset),"limit":100}"#
            case .silent: ""
            }
        }
    }

    /// A page of the objects `ids`, as the query asks for it.
    private static func page(
        of ids: [Int], for request: HTTPRequest, shape: Shape = .fourFields, largest: Int = .max
    ) -> HTTPResponse {
        let query = Dictionary(
            uniqueKeysWithValues: (request.query ?? "").split(separator: "&").map { pair in
                let parts = pair.split(separator: "=")
                return (String(parts[0]), Int(parts[1]) ?? 0)
            })
        let offset = query["offset"] ?? 0
        let page = ids.dropFirst(offset).prefix(min(query["limit"] ?? 100, largest))
        let items = page.map { #"{"id":"id-\#($0)","name":"app-\#($0)"}"# }.joined(separator: ",")
        let metadata = shape.metadata(total: ids.count, offset: offset, count: page.count)
        return HTTPResponse(status: 200, body: Array(#"{"data":[\#(items)]\#(metadata)}"#.utf8))
    }

    private static func array(_ page: @escaping @Sendable (HTTPRequest) -> HTTPResponse) -> ScriptedArray {
        ScriptedArray([
            "GET /system": [.data("{}")], "GET /tenants": [.data(#"[{"path":"/root"}]"#)],
            "GET /app_instances": [.computed(page)],
        ])
    }

    private static func read(_ array: ScriptedArray, pageSize: Int) async throws -> (ids: [String], pages: Int) {
        let state = try await DSPClient(array) { $0.pageSize = pageSize }.observe(tenants: [])
        return (state.appInstances.map(\.id), array.work.filter { $0.contains("app_instances") }.count)
    }

    @Test(
        arguments: [Shape.total, .fourFields], [(0, 1), (1, 1), (9, 1), (10, 1), (11, 2), (19, 2), (20, 3), (91, 10)])
    func aListCostsAsManyRequestsAsItHasPagesThatOverlapByOne(shape: Shape, size: (Int, Int)) async throws {
        let ids = Array(0..<size.0)
        let (found, pages) = try await Self.read(Self.array { Self.page(of: ids, for: $0, shape: shape) }, pageSize: 10)
        #expect(found == ids.map { "id-\($0)" })
        #expect(pages == size.1)
    }

    @Test func aShortPageWithoutATotalIsTheWholeList() async throws {
        let array = Self.array { Self.page(of: [1, 2, 3], for: $0, shape: .silent) }
        #expect(try await Self.read(array, pageSize: 10) == (["id-1", "id-2", "id-3"], 1))
    }

    @Test func aFullPageWithoutATotalIsNotTrusted() async {
        let array = Self.array { Self.page(of: Array(0..<30), for: $0, shape: .silent) }
        await #expect(throws: ArrayFailure.self) { try await Self.read(array, pageSize: 10) }
    }

    @Test func anArrayMayGiveSmallerPagesThanAskedFor() async throws {
        let ids = Array(0..<25)
        let array = Self.array { Self.page(of: ids, for: $0, largest: 10) }
        let (found, pages) = try await Self.read(array, pageSize: 1000)
        #expect(found == ids.map { "id-\($0)" })
        #expect(pages == 3)
    }

    @Test func anArrayThatIgnoresOffsetsIsFoundOut() async {
        let array = Self.array { request in
            var first = request
            first.query = "limit=10"
            return Self.page(of: Array(0..<25), for: first)
        }
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array) { $0.pageSize = 10 }.observe(tenants: [])
        }
        guard case .unintelligible(_, "the list counts 25 objects but gives only 10") = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    /// What happens to a list of 25 between its first page and the others.
    enum Shift: CaseIterable {
        case deletion
        /// The count stays the same.
        case deletionAndCreation
        case creationAtTheStart

        func change(_ ids: inout [Int]) {
            switch self {
            case .deletion: ids.removeFirst()
            case .deletionAndCreation:
                ids.removeFirst()
                ids.append(25)
            case .creationAtTheStart: ids.insert(25, at: 0)
            }
        }
    }

    @Test(arguments: Shift.allCases) func whatWasThereAllTheTimeIsFoundHoweverThePagesShift(shift: Shift) async throws {
        let state = Locked((ids: Array(0..<25), isShifted: false))
        let array = Self.array { request in
            let live = state.withLock { state in
                if request.query?.contains("offset") == true, !state.isShifted {
                    shift.change(&state.ids)
                    state.isShifted = true
                }
                return state.ids
            }
            return Self.page(of: live, for: request)
        }
        let (found, pages) = try await Self.read(array, pageSize: 10)
        #expect(Set(found) == Set(state.withLock { $0.ids }.map { "id-\($0)" }))
        #expect(pages == 6)
    }

    /// New objects at the end move nothing.
    @Test func aListThatGrowsAtItsEndIsReadOnce() async throws {
        let ids = Locked(Array(0..<25))
        let array = Self.array { request in
            let live = ids.withLock { ids in
                ids.append(ids.count)
                return ids
            }
            return Self.page(of: live, for: request)
        }
        let (found, pages) = try await Self.read(array, pageSize: 10)
        #expect(Set(found).isSuperset(of: (0..<25).map { "id-\($0)" }))
        #expect(pages == 3)
    }

    @Test func aListThatNeverHoldsStillIsNotBelieved() async {
        let ids = Locked(Array(0..<25))
        let array = Self.array { request in
            let live = ids.withLock { ids in
                ids.append((ids.last ?? 0) + 1)
                ids.removeFirst()
                return ids
            }
            return Self.page(of: live, for: request)
        }
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array) {
                $0.pageSize = 10
                $0.parallelReads = 1
            }.observe(tenants: [])
        }
        guard case .unavailable = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    /// A list without any order shows the same objects at every reading, and overlaps never.
    @Test func aListWithoutOrderIsBelievedWhenTwoReadingsAgree() async throws {
        let array = Self.array { request in
            let pages = [Array(0..<10), Array(9..<19), Array(15..<25)]
            let number = request.query.map { $0.contains("offset=18") ? 2 : $0.contains("offset=9") ? 1 : 0 } ?? 0
            let ids = number == 1 ? Array(pages[1].reversed()) : pages[number]
            let items = ids.map { #"{"id":"id-\#($0)","name":"app-\#($0)"}"# }.joined(separator: ",")
            return HTTPResponse(
                status: 200, body: Array(#"{"data":[\#(items)],"metadata":{"total":25}}"#.utf8))
        }
        let (found, pages) = try await Self.read(array, pageSize: 10)
        #expect(found.count == 25 && pages == 6)
    }
}
