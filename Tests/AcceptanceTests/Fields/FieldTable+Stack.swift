extension FieldTable {
    /// What is said of the stack as a whole.
    static let headerRows: [FieldRow] =
        [
            FieldRow(
                place: "stack", before: "stack: fields\n" + volume, first: "stack: fields\n" + volume,
                second: "stack: others\n" + volume,
                drift: .no("it is in the marker: an object with another stack's marker belongs to that stack"),
                export: .no("`export --stack` sets it")),
            FieldRow(
                place: "tenant", before: "tenant: tena\n" + tenants, first: "tenant: tena\n" + tenants,
                second: "tenant: tenb\n" + tenants,
                drift: .no("the array cannot move a volume to another tenant")),
            FieldRow(
                place: "cluster.uuid", before: volume, first: cluster(1) + volume, second: cluster(2) + volume,
                create: .partly([.text, .json], otherCluster), update: .partly([.text, .json], otherCluster),
                drift: .no(otherCluster),
                export: .no("export writes the uuid of the array that it read")),
            FieldRow(
                place: "naming", before: "naming: plain\n" + volume, first: "naming: plain\n" + volume,
                second: "naming: openstack\n" + volume,
                drift: .no("it makes names, which have rows of their own"),
                export: .no("it makes names, which are exported")),
            FieldRow(
                place: "options.debug_replica_count_override", before: option("debug_replica_count_override", "false"),
                first: option("debug_replica_count_override", "false"),
                second: option("debug_replica_count_override", "true"),
                drift: .no("it makes replica counts, which have rows of their own"),
                export: .no("it makes replica counts, which are exported")),
            FieldRow(
                place: "options.disable_extended_metadata", before: option("disable_extended_metadata", "true"),
                first: option("disable_extended_metadata", "true"),
                second: option("disable_extended_metadata", "false"),
                drift: .no("it decides whether descriptions and metadata are written, which have rows of their own"),
                export: .no("it decides whether descriptions and metadata are written, which are exported")),
            FieldRow(
                place: "options.disable_template_override", before: template("true"), first: template("true"),
                second: template("false"),
                drift: .no("it decides a size, which has a row of its own"),
                export: .no("it decides a size, which is exported")),
        ] + ["max_deletes", "max_update_pct", "max_provisioned_pct"].map(guardRow) + cacheRows

    private static let cacheRows: [FieldRow] = [
        cacheRow("enabled", "enabled: true", "enabled: false"),
        cacheRow("volume_type", "volume_type: two", "volume_type: three"),
        cacheRow("max_volumes", "max_volumes: 1", "max_volumes: 4"),
        cacheRow("max_size", "max_size: 10GiB", "max_size: 99GiB"),
    ]

    /// Two volumes that cannot share a cached volume, because their images differ.
    private static func cacheRow(_ key: String, _ first: String, _ second: String) -> FieldRow {
        func manifest(_ cache: String, _ volumes: String) -> String {
            "image_cache: {\(cache)}\nvolume_types: {two: {replica_count: 2}, three: {replica_count: 3}}\n"
                + "volumes:\n  other: {size: 10GiB}\n" + volumes
        }
        let volumes = ["a", "b"].map { digit in
            "  ledger-\(digit): {size: 10GiB, image: {file: one.img, checksum: \"sha256:"
                + String(repeating: digit, count: 64) + "\"}}\n"
        }.joined()
        return FieldRow(
            place: "image_cache.\(key)", before: manifest(first, ""), first: manifest(first, volumes),
            second: manifest(second, volumes),
            drift: .no("it decides how new volumes are filled; what is filled is never changed"),
            export: .no("it decides how new volumes are filled"))
    }

    private static let volume = "volumes:\n  ledger: {size: 10GiB}\n"
    private static let tenants = "tenants: {tena: {}, tenb: {}}\n" + volume
    private static let otherCluster = "on an array with another uuid nothing is planned at all: the refusal names both"

    private static func cluster(_ digit: Int) -> String {
        "cluster: {uuid: 0000000\(digit)-0000-4000-8000-000000000000}\n"
    }

    private static func option(_ key: String, _ value: String) -> String {
        "options: {\(key): \(value)}\nvolumes:\n  ledger: {size: 10GiB, replica_count: 2, description: Ledger}\n"
    }

    private static func template(_ value: String) -> String {
        "options: {disable_template_override: \(value)}\nvolumes:\n  ledger: {template: basic_small, size: 20GiB}\n"
    }

    private static func guardRow(_ key: String) -> FieldRow {
        let why =
            "it limits what a plan may do and writes nothing; the digest covers it, because the approver relied on it"
        return FieldRow(
            place: "guards.\(key)", before: "guards: {\(key): 91}\n" + volume, first: "guards: {\(key): 92}\n" + volume,
            second: "guards: {\(key): 93}\n" + volume, create: .partly([.json, .digest], why),
            update: .partly([.json, .digest], why), drift: .no("the array does not store it"),
            export: .no("the array does not store it"))
    }
}
