import TestSupport
import Testing

/// What a user would try wrongly is refused before anything is done, at the line where it stands, with what to do.
@Suite struct MistakeTests {
    @Test func thereAreManyAndNoneTwice() {
        #expect(Mistake.all.count >= 25)
        #expect(Set(Mistake.all.map(\.manifest)).count >= Mistake.all.count - 2)
    }

    /// All on one array: nothing that is refused leaves a trace there.
    @Test func eachIsRefusedWithItsPlaceAndAHint() async throws {
        try await Console.with { console in
            try await console.prepare(Mistake.manifest())
            try await console.array.call(
                "POST", "/app_instances",
                #"{"name":"foreign","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":1}]}]}"#
            )
            let state = try await console.array.settledState()
            try await console.array.forgetRequests()
            for mistake in Mistake.all {
                let run = try await console.run(mistake.verb, mistake.manifest)
                #expect(run.status == mistake.status, "\(mistake): \(run.output)\(run.error)")
                for words in mistake.said { #expect(run.words.contains(words), "\(mistake): \(run.words)") }
                #expect(!mistake.said.isEmpty, "\(mistake)")
            }
            #expect(try await console.array.writes().isEmpty)
            #expect(try await console.array.settledState() == state)
        }
    }
}
