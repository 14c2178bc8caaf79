import ArgumentParser
import CBuildStamp
import Simulation

@main
struct DSPSimulator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dsp-simulator",
        abstract: "A simulated Datera DSP array for tests, demos and pipelines.",
        discussion: """
            Prints one line when it is ready and serves until SIGTERM or SIGINT. Login: --username and --password. \
            Outside the API, without login: GET|DELETE /_sim/requests, GET /_sim/stats, GET|POST|DELETE /_sim/faults, \
            GET|DELETE /_sim/held, POST /_sim/expire-sessions, PUT /_sim/connections, GET|PATCH /_sim/state.

            With --data-dir every storage instance is an iSCSI target and every volume a disk. GET /_sim/data shows \
            addresses, files, sessions and how many bytes initiators have sent. POST /_sim/data-faults takes {"kind": refuse, stall, drop, slow or \
            wrong-acl-status, "portal": one of the addresses, or none for both, "ms": for slow, "initiators": all or \
            strangers for wrong-acl-status}; GET lists the faults, DELETE ends them all, DELETE /_sim/data-faults/1 \
            that one. Passwords reach tgtd as arguments of tgtadm, so use none that protect anything.
            """,
        version: "dsp-simulator \(BUILD_STAMP_RELEASE)")

    @Option(help: "Loopback address to listen on.") var host = "127.0.0.1"
    @Option(help: "Port to listen on; 0 takes a free one.") var port = 7717
    @Option(name: .customLong("fault"), help: "A fault as POST /_sim/faults takes it, in JSON; may be repeated.")
    var faults: [String] = []
    @OptionGroup(title: "The array") var array: ArrayOptions

    func validate() throws {
        // A simulator with a well-known password must not be reachable from other machines.
        guard host == "localhost" || host == "::1" || host.hasPrefix("127.") else {
            throw ValidationError("--host must be a loopback address, not \(host).")
        }
        guard 0...65_535 ~= port else { throw ValidationError("--port must be 0 to 65535.") }
    }

    func run() async throws {
        let simulator = try Simulator.opened(array.configuration)
        await simulator.seedDemo(array.seedDemo)
        for fault in faults { try await simulator.inject(fault) }
        let signals = await EndSignals()
        let (host, port) = (host, port)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await SimulatorServer(simulator).run(host: host, port: port) { port in
                    ReadyLine(host: host, port: port).print()
                }
            }
            let arrivals = signals.arrivals
            group.addTask {
                _ = await arrivals.first { _ in true }
                await simulator.end()
            }
            // The server ends by itself only when it cannot listen.
            try await group.next()
        }
    }
}
