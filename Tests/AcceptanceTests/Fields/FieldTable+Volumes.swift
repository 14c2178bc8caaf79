extension FieldTable {
    static let volumeRows: [FieldRow] =
        bodyRows(isTree: false) + bodyRows(isTree: true) + sizeRows + originRows + imageRows

    private static let moving = "the array cannot move a volume to another tenant: such a plan is refused"

    /// `volumes`, or `app_instances`, of one entry.
    private static func body(_ fragment: String, isTree: Bool) -> String {
        let more = fragment.isEmpty ? "" : ", " + fragment
        return isTree
            ? "app_instances:\n  ledger: {storage_instances: {storage-1: {volumes: {volume-1: {size: 10GiB}}}}\(more)}\n"
            : "volumes:\n  ledger: {size: 10GiB\(more)}\n"
    }

    private static func bodyRows(isTree: Bool) -> [FieldRow] {
        func row(_ key: String, _ fragments: [String], beside: String = "") -> FieldRow {
            let manifests = fragments.map { beside + body($0, isTree: isTree) }
            return FieldRow(
                place: (isTree ? "app_instances.*." : "volumes.*.") + key, before: manifests[0], first: manifests[1],
                second: manifests[2])
        }
        var name = row("name", ["one", "two", "six"].map { "name: ledger-\($0)" })
        name.hand = [FieldRow.Request(path: "/_sim/state/app_instances/ledger-two", body: #"{"name":"by-hand"}"#)]

        var tenant = row(
            "tenant", ["tena", "tena", "tenb"].map { "tenant: \($0)" }, beside: "tenants: {tena: {}, tenb: {}}\n")
        tenant.update = .partly([.text, .json], moving)
        tenant.drift = .no(moving)
        var project = row("project", ["one", "one", "two"].map { "project: \($0)" }, beside: "tenant: map\n")
        project.drift = .no(moving)

        var members = row("for_each", ["[a]", "[a, b]", "[a, c]"].map { "for_each: \($0)" })
        members.drift = .no("each member is a volume of its own, whose keys have rows here")

        var metadata = row("metadata", ["red", "green", "blue"].map { "metadata: {team: \($0)}" })
        metadata.hand = [
            FieldRow.Request(path: "/_sim/state/app_instances/ledger", body: #"{"metadata":{"team":"by-hand"}}"#)
        ]
        var description = row("description", ["One", "Two", "Six"].map { "description: \($0)" })
        description.hand = [
            FieldRow.Request(path: "/_sim/state/app_instances/ledger", body: #"{"metadata":{"description":"By hand"}}"#)
        ]
        return [name, tenant, project, members, metadata, description]
    }

    private static let sizeRows = ["volumes.*.size", "app_instances.*.storage_instances.*.volumes.*.size"].map {
        place in
        let manifests = ["10GiB", "20GiB", "30GiB"].map { size in
            place.hasPrefix("volumes")
                ? "volumes:\n  ledger: {size: \(size)}\n"
                : "app_instances:\n  ledger: {storage_instances: {storage-1: {volumes: {volume-1: {size: \(size)}}}}}\n"
        }
        return FieldRow(
            place: place, before: manifests[0], first: manifests[1], second: manifests[2],
            hand: [
                FieldRow.Request(
                    path: "/_sim/state/app_instances/ledger/storage_instances/storage-1/volumes/volume-1",
                    body: #"{"size":15}"#)
            ])
    }

    private static let originRows: [FieldRow] = [
        origin("clone_of", ["gold", "gold", "tin"].map { "clone_of: \($0)" }),
        origin("clone_of.existing", ["gold", "gold", "tin"].map { "clone_of: {existing: \($0)-by-hand}" }),
        origin(
            "from_snapshot", ["one", "one", "two"].map { "from_snapshot: gold@\($0)" },
            update: .no(
                "a live volume is not created again, and the array reports of which volume it is a copy, but not of which "
                    + "snapshot")),
    ]

    private static func origin(
        _ key: String, _ fragments: [String],
        update: FieldRow.Answer = .partly(
            [.text, .json], "a live volume is not created again: the difference is noted")
    ) -> FieldRow {
        let manifests = fragments.map { fragment in
            "snapshots: {gold@one: {}, gold@two: {}}\nvolumes:\n  gold: {size: 10GiB}\n  tin: {size: 10GiB}\n"
                + "  copy: {size: 10GiB, \(fragment)}\n"
        }
        return FieldRow(
            place: "volumes.*.\(key)", before: manifests[0], first: manifests[1], second: manifests[2],
            givens: ["gold", "tin"].map { name in
                FieldRow.Request(
                    method: "POST", path: "/app_instances",
                    body: #"{"name":"\#(name)-by-hand","storage_instances":[{"name":"storage-1","volumes":"#
                        + #"[{"name":"volume-1","size":10}]}]}"#)
            },
            update: update,
            drift: .no("once it is made a clone is a volume like any other"),
            export: .no("once it is made a clone is a volume like any other"))
    }

    private static let imageRows: [FieldRow] = [
        image("image", ["one.qcow2", "two.qcow2"]),
        image("image.file", ["{file: one.qcow2}", "{file: two.qcow2}"]),
        image("image.url", ["{url: \"https://h/one.img\"}", "{url: \"https://h/two.img\"}"]),
        image("image.format", ["{file: one.img, format: raw}", "{file: one.img, format: qcow2}"]),
        image(
            "image.checksum",
            ["a", "b"].map { "{file: one.img, checksum: \"sha256:\(String(repeating: $0, count: 64))\"}" }),
        image("image.sums", ["{file: one.img, sums: SHA256SUMS}", "{file: one.img, sums: SHA256SUM}"]),
    ]

    private static func image(_ key: String, _ values: [String]) -> FieldRow {
        FieldRow(
            place: "volumes.*.\(key)", before: "volumes:\n  ledger: {size: 10GiB}\n",
            first: "volumes:\n  ledger: {size: 10GiB, image: \(values[0])}\n",
            second: "volumes:\n  ledger: {size: 10GiB, image: \(values[1])}\n",
            update: .partly([.text, .json], "a live volume is never written again: the difference is said as a note"),
            drift: .no("once it is written, the data belongs to those who use the volume"),
            export: .no("the array holds the data, and not the file that it came from"))
    }
}
