import Imaging
import StorageModel
import TestSupport
import Testing

/// What qemu-img is told, and what is made of its answers.
@Suite struct CopyCommandTests {
    private static let endpoint = TargetEndpoint(
        portals: ["127.0.0.1:3260", "[fd00::1]:3260"], iqn: "iqn.2013-05.com.daterainc:a", lun: 0,
        initiatorName: "iqn.2026-01.example:copy",
        credentials: .init(user: "copy", secretFile: "/run/secrets/a,b"))
    private static let image = ImageSource(
        path: "/data/a,b \"c\".qcow2", facts: ImageFacts(format: .qcow2, virtualSize: 1 << 20, fileSize: 5000))

    @Test func theVolumeIsDescribedAndTheSecretIsAFile() async throws {
        let commands = ScriptedCommands()
        let copy = ImageCopy(commands, Self.endpoint, volumeSize: 3 << 20)
        try await copy.write(Self.image)
        try await copy.compare(Self.image)
        let target =
            #"{"driver":"iscsi","transport":"tcp","portal":"127.0.0.1:3260","target":"iqn.2013-05.com.daterainc:a","lun":0,"#
            + #""initiator-name":"iqn.2026-01.example:copy","user":"copy","password-secret":"chap"}"#
        let source =
            #"json:{"driver":"qcow2","backing":null,"file":{"driver":"file","filename":"/data/a,b \"c\".qcow2"}}"#
        let secret = ["--object", "secret,id=chap,file=/run/secrets/a,,b"]
        let fast = ["-p", "-n", "-W", "-m", "16", "-S", "4k"]
        #expect(
            commands.commands.map(\.arguments) == [
                ["convert"] + fast + secret + ["-O", "raw", source, #"json:{"driver":"raw","file":\#(target)}"#],
                ["convert"] + fast + secret + [
                    "-O", "raw", #"json:{"driver":"null-co","size":2097152,"read-zeroes":true}"#,
                    #"json:{"driver":"raw","offset":1048576,"size":2097152,"file":\#(target)}"#,
                ],
                ["compare", "-p"] + secret + [source, #"json:{"driver":"raw","file":\#(target)}"#],
            ])
        #expect(commands.commands.allSatisfy { $0.program == "qemu-img" && $0.stallLimit == .seconds(30) })
        #expect(commands.commands.allSatisfy { $0.addressSpace == nil && $0.transferIsProgress })
        #expect(!commands.commands.contains { $0.arguments.contains("--target-is-zero") })
    }

    @Test func aVolumeAsLargeAsTheImageHasNoRestToZero() async throws {
        let commands = ScriptedCommands()
        try await ImageCopy(commands, Self.endpoint, volumeSize: 1 << 20).write(Self.image)
        #expect(commands.commands.count == 1)
    }

    @Test(arguments: ExportFormat.allCases)
    func anExportReadsTheVolumeAsRaw(_ format: ExportFormat) async throws {
        let commands = ScriptedCommands()
        try await ImageCopy(commands, Self.endpoint, volumeSize: 3 << 20).export(to: "/tmp/out", format, size: 1 << 20)
        let arguments = try #require(commands.commands.first).arguments
        #expect(arguments.contains { $0.hasPrefix(#"json:{"driver":"raw","offset":0,"size":1048576,"#) })
        #expect(arguments.last == "/tmp/out")
        #expect(Array(arguments.drop { $0 != "-O" }.prefix(2)) == ["-O", format.rawValue])
    }

    /// The next portal is tried when one cannot be reached, and only then.
    @Test func portalsAreTriedInOrder() async throws {
        let refused = "qemu-img: iSCSI: Failed to connect to LUN : Connection refused"
        let commands = ScriptedCommands { command in
            command.arguments.last?.contains("127.0.0.1") == true
                ? CommandResult(.exited(1), errorOutput: Array(refused.utf8)) : nil
        }
        try await ImageCopy(commands, Self.endpoint, volumeSize: 1 << 20).write(Self.image)
        #expect(commands.commands.count == 2)

        let stalled = ScriptedCommands { _ in CommandResult(.stalled) }
        await #expect(throws: ImagingFailure.failed(.stalled)) {
            try await ImageCopy(stalled, Self.endpoint, volumeSize: 1 << 20).write(Self.image)
        }
        #expect(stalled.commands.count == 1)
    }

    @Test(arguments: 1...9)
    func progressIsReadFromAnyPieces(_ length: Int) {
        let text = "    (0.00/100%)\r    (12.34/100%)\r    (99.99/100%)\r    (100.00/100%)\r\n"
        var progress = CopyProgress()
        var fractions: [Double] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            if let fraction = progress.fraction(after: Array(rest.prefix(length))) { fractions.append(fraction) }
            rest = rest.dropFirst(length)
        }
        #expect(fractions.map { ($0 * 10_000).rounded() } == [0, 1234, 9999, 10_000])
    }

    @Test(arguments: [
        "", "no progress", "(x/100%)", "(nan/100%)", "(1/200%)", "))))((((", String(repeating: "(", count: 9999),
    ])
    func otherTextIsNoProgress(_ text: String) {
        var progress = CopyProgress()
        #expect(progress.fraction(after: Array(text.utf8)) == nil)
    }

    @Test(
        arguments: [
            (
                "iSCSI: Failed to connect to LUN : Failed to log in to target. Status: Authentication failure(513)",
                .authentication
            ),
            ("Failed to log in to target. Status: Target not found(515)", .targetNotFound),
            ("Failed to log in to target. Status: Authorization failure(514)", .forbidden),
            (
                "qemu-img: Could not open 'json:{\"filename\":\"No space left (513)\"}': no medium",
                .other(program: "qemu-img", text: "no medium")
            ),
            (
                "iSCSI: Failed to connect to LUN : SENSE KEY:ILLEGAL_REQUEST(5) ASCQ:LOGICAL_UNIT_NOT_SUPPORTED(0x2500)",
                .other(
                    program: "qemu-img",
                    text:
                        "iSCSI: Failed to connect to LUN : SENSE KEY:ILLEGAL_REQUEST(5) ASCQ:LOGICAL_UNIT_NOT_SUPPORTED(0x2500)"
                )
            ),
            ("iscsi_service failed with : x", .unreachable("iscsi_service failed with : x")),
            ("qemu-img: output file is smaller than input file", .targetTooSmall),
            ("qemu-img: error while writing at byte 0: No space left on device", .noSpace),
            ("", .other(program: "qemu-img", text: "")),
            ("one\n\u{1B}[31mtwo", .other(program: "qemu-img", text: "\\u{1B}[31mtwo")),
        ] as [(String, CopyFailure)])
    func errorsAreSortedByWhatToDo(_ text: String, _ failure: CopyFailure) {
        #expect(CopyFailure(CommandResult(.exited(1), errorOutput: Array(text.utf8)), of: "qemu-img") == failure)
    }

    @Test func whatIsDifferentIsSaid() async throws {
        let commands = ScriptedCommands { command in
            command.arguments.first == "compare"
                ? CommandResult(.exited(1), output: Array("    (0.00/100%)\rContent mismatch at offset 512!\n".utf8))
                : nil
        }
        await #expect(throws: ImagingFailure.failed(.different("Content mismatch at offset 512!"))) {
            try await ImageCopy(commands, Self.endpoint, volumeSize: 1 << 20).compare(Self.image)
        }
    }
}
