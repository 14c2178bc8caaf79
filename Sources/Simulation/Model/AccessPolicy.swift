/// Who may log in to a storage instance: initiators and groups, each where it was found.
struct AccessPolicy: Sendable, Codable, Equatable {
    var initiators: [ResolvedReference] = []
    var initiatorGroups: [ResolvedReference] = []
}
