// swift-tools-version: 6.1
import PackageDescription

/// Strict settings for every target of ours; architecture rules that the compiler can hold, it holds.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "datera-apply",
    products: [
        .executable(name: "datera-apply", targets: ["datera-apply"]),
        .executable(name: "dsp-simulator", targets: ["dsp-simulator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // JSON Schema as a value, and its text: what publishes a format in two targets.
        .target(name: "JSONSchema", swiftSettings: strict),

        // Severity, source location, diagnostic value. Knows nothing of storage.
        .target(name: "Diagnostics", swiftSettings: strict),

        // A mutex-protected value.
        .target(name: "Locking", swiftSettings: strict),

        // C seams: the system's libraries, with static-inline setters for variadic calls in shim.h.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // The commit, if the build is told: Context.gitInformation would be that of the day SwiftPM cached this manifest.
        .target(
            name: "CBuildStamp",
            cSettings: Context.environment["DATERA_APPLY_COMMIT"].map { [.define("DATERA_APPLY_COMMIT", to: $0)] }
                ?? []),

        // The vocabulary: units, names, addresses, desired and observed state, the port StorageArray, the marker.
        .target(
            name: "StorageModel", dependencies: ["Diagnostics", "CLibCrypto"], swiftSettings: strict),
        // YAML text → DesiredState + diagnostics. Never sees an array.
        .target(
            name: "ManifestLoading", dependencies: ["StorageModel", "Diagnostics", "JSONSchema", "CLibYAML"],
            swiftSettings: strict),
        // REST ↔ model over curl_multi; the only StorageArray that talks to a DSP. Never sees a manifest or a plan.
        .target(
            name: "DSPClient", dependencies: ["StorageModel", "Locking", "CLibCurl", logging], swiftSettings: strict),
        // Flags, variables, files → how the array is reached, each value with its origin. Reads files through a port.
        // `Configuration` is the name of a module that Hummingbird brings.
        .target(
            name: "Configuring", dependencies: ["DSPClient", "StorageModel", "Diagnostics"], swiftSettings: strict),
        // desired × observed × policies → Plan. Pure and synchronous: no clock, no files, no network.
        .target(
            name: "Planning", dependencies: ["StorageModel", "Diagnostics"], swiftSettings: strict),
        // Reads an array to what a plan is made from, and makes it. Sends only GET.
        .target(name: "Observing", dependencies: ["Planning", "StorageModel"], swiftSettings: strict),
        // Runs a Plan through ports. Decides nothing about what should be.
        .target(
            name: "Execution", dependencies: ["Observing", "Planning", "StorageModel", "Locking"],
            swiftSettings: strict),
        // Image files: downloads, proof that one is safe and whole, checksums, the copy to a volume and back. Programs by a port.
        .target(
            name: "Imaging", dependencies: ["StorageModel", "Locking", "CLibCrypto", "CLibCurl"],
            swiftSettings: strict),
        // observed → manifest text: the inverse of ManifestLoading, with its keys. Pure.
        .target(name: "Exporting", dependencies: ["ManifestLoading", "StorageModel"], swiftSettings: strict),
        // Plans, events, diagnostics → strings. Pure: the CLI writes, nobody else.
        .target(
            name: "Reporting",
            dependencies: [
                "Attachment", "Checking", "Execution", "Planning", "StorageModel", "Diagnostics", "JSONSchema",
            ], swiftSettings: strict),
        // What was found on the way to an array, on it and on this host → checks with state and remedy. Pure.
        .target(
            name: "Checking", dependencies: ["Attachment", "Configuring", "DSPClient", "StorageModel"],
            swiftSettings: strict),
        // What this host has of iSCSI and multipath, what it is to have, and the steps between; programs and files by ports.
        .target(name: "Attachment", dependencies: ["StorageModel"], swiftSettings: strict),
        // The simulated array: pure rules and an HTTP server around them. Shares no code with the rest, so that a
        // mistake cannot cancel out.
        .target(
            name: "Simulation", dependencies: [collections, httpTypes, hummingbird, logging, nioCore],
            swiftSettings: strict),

        // Arguments, composition, output, exit code.
        .executableTarget(
            name: "datera-apply",
            dependencies: [
                "Diagnostics", "StorageModel", "ManifestLoading", "DSPClient", "Planning", "Observing", "Execution",
                "Exporting", "Reporting", "Attachment", "Checking", "Configuring", "Imaging", "JSONSchema", "Locking",
                "CBuildStamp",
                argumentParser, logging, subprocess, system,
            ], swiftSettings: strict),
        // Starts Simulation on a port.
        .executableTarget(
            name: "dsp-simulator", dependencies: ["Simulation", "CBuildStamp", argumentParser], swiftSettings: strict),

        // Goldens, marked text, seeded generators, the program runner.
        .target(
            name: "TestSupport",
            dependencies: [
                "Diagnostics", "StorageModel", "ManifestLoading", "DSPClient", "Planning", "Observing", "Execution",
                "Reporting", "Locking", "Simulation", subprocess, system,
            ], path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "StorageModelTests", dependencies: ["StorageModel", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ManifestLoadingTests",
            dependencies: ["ManifestLoading", "StorageModel", "Diagnostics", "JSONSchema", "TestSupport"],
            exclude: ["Bad", "Good"], swiftSettings: strict),
        .testTarget(
            name: "DSPClientTests",
            dependencies: ["DSPClient", "StorageModel", "Locking", "Simulation", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ConfiguringTests",
            dependencies: ["Configuring", "DSPClient", "StorageModel", "Diagnostics", "Locking", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PlanningTests", dependencies: ["Planning", "StorageModel", "Diagnostics", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ObservingTests", dependencies: ["Observing", "Planning", "StorageModel", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ExecutionTests",
            dependencies: ["Execution", "Observing", "Planning", "StorageModel", "Locking", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ExportingTests", dependencies: ["Exporting", "Observing", "StorageModel", "TestSupport"],
            exclude: ["Goldens"], swiftSettings: strict),
        .testTarget(
            name: "AttachmentTests",
            dependencies: ["Attachment", "JSONSchema", "Reporting", "StorageModel", "Locking", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CheckingTests",
            dependencies: [
                "Checking", "Attachment", "Configuring", "DSPClient", "Reporting", "StorageModel", "TestSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "ImagingTests",
            dependencies: ["Imaging", "StorageModel", "Locking", "TestSupport", "datera-apply"], swiftSettings: strict),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Reporting", "Execution", "Planning", "StorageModel", "Diagnostics", "TestSupport"],
            exclude: ["Goldens"], swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["Simulation", "Locking", "TestSupport", "dsp-simulator"],
            swiftSettings: strict),
        .testTarget(
            name: "AcceptanceTests",
            dependencies: [
                "Diagnostics", "StorageModel", "ManifestLoading", "DSPClient", "Planning", "Observing", "Execution",
                "Exporting", "Reporting", "JSONSchema", "Locking", "Simulation", "TestSupport", "datera-apply",
                "dsp-simulator",
            ], exclude: ["Scenarios"], swiftSettings: strict),
        .testTarget(
            name: "ArchitectureTests", dependencies: ["TestSupport"], exclude: ["Fixtures"], swiftSettings: strict),
    ]
)
