/// Which modules a target may import. The reasons stand in ARCHITECTURE.md; change both together.
struct ImportRow: Sendable {
    var ours: Set<String> = []
    /// Modules of outside packages.
    var outside: Set<String> = []
    /// Modules that come with the toolchain.
    var system: Set<String> = []
    /// What the row itself grants.
    var granted: Set<String> { ours.union(outside).union(system) }

    var allowed: Set<String> { granted.union(ImportTable.everywhere) }
}

/// The import table of the house, as data.
enum ImportTable {
    static let everywhere: Set = ["OrderedCollections"]
    /// Only together with a comment that says why.
    static let withReason: Set = ["FoundationEssentials"]
    /// Slow to load and large to ship.
    static let never: Set = ["Foundation", "FoundationNetworking", "FoundationXML", "FoundationInternationalization"]

    /// The C library, under the name that it has on the platform at hand.
    static let cLibrary: Set = ["Glibc", "Musl", "Darwin"]

    /// Hummingbird and the modules whose types appear in its interface.
    private static let hummingbird: Set = [
        "Hummingbird", "HTTPTypes", "NIOCore", "Logging",
    ]

    /// The folder that holds each target, and the target's row.
    static let rows: [String: ImportRow] = [
        "Sources/Diagnostics": ImportRow(),
        "Sources/JSONSchema": ImportRow(),
        "Sources/Locking": ImportRow(system: cLibrary),
        "Sources/CLibYAML": ImportRow(),
        "Sources/CLibCurl": ImportRow(),
        "Sources/CLibCrypto": ImportRow(),
        "Sources/CBuildStamp": ImportRow(),
        "Sources/StorageModel": ImportRow(ours: ["Diagnostics", "CLibCrypto"]),
        "Sources/ManifestLoading": ImportRow(ours: ["StorageModel", "Diagnostics", "JSONSchema", "CLibYAML"]),
        // curl's loop runs on a thread of its own, and its state is shared with that thread.
        "Sources/DSPClient": ImportRow(
            ours: ["StorageModel", "Locking", "CLibCurl"], outside: ["Logging"],
            system: cLibrary.union(["Synchronization"])),
        // Of the client only the values that configure it. Files are read through `SettingFiles`.
        "Sources/Configuring": ImportRow(ours: ["DSPClient", "StorageModel", "Diagnostics"]),
        // Pure: nothing here can reach a clock, a file or the network.
        "Sources/Planning": ImportRow(ours: ["StorageModel", "Diagnostics"]),
        "Sources/Observing": ImportRow(ours: ["Planning", "StorageModel"]),
        "Sources/Execution": ImportRow(ours: ["Observing", "Planning", "StorageModel", "Locking"]),
        // Files are read at given places; programs only through `CommandRunner`; downloads by libcurl.
        "Sources/Imaging": ImportRow(
            ours: ["StorageModel", "Locking", "CLibCrypto", "CLibCurl"], system: cLibrary),
        // Of the loader only its keys and words, so that none is spelled twice.
        "Sources/Exporting": ImportRow(ours: ["ManifestLoading", "StorageModel"]),
        "Sources/Reporting": ImportRow(
            ours: ["Attachment", "Checking", "Execution", "Planning", "StorageModel", "Diagnostics", "JSONSchema"]),
        // Pure: what was found is given to it. Files of the host only by their port.
        "Sources/Checking": ImportRow(ours: ["Attachment", "Configuring", "DSPClient", "StorageModel"]),
        // Programs and files only by ports; the port's own files are the C library's.
        "Sources/Attachment": ImportRow(ours: ["StorageModel"], system: cLibrary),
        // Nothing of ours: a mistake shared with the client would cancel out.
        "Sources/Simulation": ImportRow(outside: hummingbird, system: cLibrary.union(["Synchronization"])),
        // Signals, the terminal and the environment are read here and nowhere else.
        "Sources/datera-apply": ImportRow(
            ours: [
                "Diagnostics", "StorageModel", "ManifestLoading", "DSPClient", "Planning", "Observing", "Execution",
                "Exporting", "Reporting", "Attachment", "Checking", "Configuring", "Imaging", "JSONSchema", "Locking",
                "CBuildStamp",
            ], outside: ["ArgumentParser", "Logging", "Subprocess", "SystemPackage"],
            system: cLibrary.union(["Dispatch"])),
        "Sources/dsp-simulator": ImportRow(
            ours: ["Simulation", "CBuildStamp"], outside: ["ArgumentParser"], system: cLibrary.union(["Dispatch"])),
        "Tests/TestSupport": ImportRow(
            ours: ["StorageModel", "DSPClient", "Planning", "Observing", "Locking", "Simulation"],
            outside: ["Subprocess", "SystemPackage"], system: cLibrary.union(["Testing"])),
    ]
}
