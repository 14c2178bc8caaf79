import Attachment
// Links in a real folder.
import FoundationEssentials
import StorageModel
import TestSupport
import Testing

@testable import Checking

/// A machine as its files show it, in a real folder.
@Suite struct HostChecksTests {
    private static let initiator = "iqn.1993-08.org.debian:01:host-a"
    private let folder: TemporaryFolder
    private let files: RootedFiles

    init() throws {
        folder = try TemporaryFolder()
        files = RootedFiles(root: folder.path)
        try put("InitiatorName=\(Self.initiator)\n", "etc/iscsi/initiatorname.iscsi")
        try put("", "sys/module/iscsi_tcp/refcnt")
        try put(
            """
            Num       RefCount Protocol Flags    Type St Inode Path
            0000: 00000002 00000000 00010000 0001 01 1 @ISCSIADM_ABSTRACT_NAMESPACE
            0000: 00000002 00000000 00010000 0001 01 2 @/org/kernel/linux/storage/multipathd
            """, "proc/net/unix")
    }

    private func put(_ text: String, _ path: String) throws {
        try folder.makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
        try folder.write(text, to: path)
    }

    /// Routes of cards, each with its destination as the kernel writes it; all of them are /24.
    private func putRoutes(_ routes: [(card: String, destination: String)]) throws {
        let header = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
        let gateway = "eth0\t00000000\t0102000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
        let lines = routes.map { "\($0.card)\t\($0.destination)\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n" }
        try put(header + gateway + lines.joined(), "proc/net/route")
    }

    private func check(_ name: Check.Name, against array: ObservedState? = nil) throws -> Check {
        try #require(HostChecks(files, against: array).checks.first { $0.name == name })
    }

    /// An array on which this machine's initiator is logged in to one target.
    private static func array(_ initiator: String) -> ObservedState {
        var app = ObservedAppInstance(tenant: .root, id: "1", name: "ledger", storageInstances: [])
        app.targets = ["storage-1": ObservedTarget(iqn: "iqn.t:1", activeInitiators: [InitiatorName(initiator)])]
        let cluster = ObservedCluster(uuid: "c", name: "sim", product: ProductVersion("3.3.3.0"), api: .v22)
        return ObservedState(cluster: cluster, appInstances: [app])
    }

    @Test func aMachineThatIsReadyHasNoProblem() throws {
        try putRoutes([("eth0", "0002000A"), ("eth1", "0003000A")])
        let checks = HostChecks(files, against: Self.array("iqn.1993-08.org.debian:01:other")).checks
        #expect(checks.allSatisfy { $0.state == .ok }, "\(checks)")
        #expect(checks.first?.finding == Self.initiator)
    }

    @Test(arguments: [
        (Check.Name.initiatorName, "etc/iscsi/initiatorname.iscsi", "iscsi-iname"),
        (.iscsiTransport, "sys/module/iscsi_tcp/refcnt", "modprobe iscsi_tcp"),
        (.iscsid, "proc/net/unix", "iscsid.socket"), (.multipathd, "proc/net/unix", "multipath-tools"),
    ]) func whatIsMissingIsNamedWithItsRemedy(name: Check.Name, file: String, remedy: String) throws {
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(file)")
        let check = try check(name)
        #expect(check.state == .error && check.remedy?.contains(remedy) == true, "\(check)")
    }

    @Test func aSessionThatThisMachineDoesNotHaveIsAnotherHosts() throws {
        let check = try check(.duplicateInitiator, against: Self.array(Self.initiator))
        #expect(check.state == .error && check.finding.contains("ledger (iqn.t:1)"), "\(check)")
        #expect(try self.check(.duplicateInitiator).state == .skipped)
    }

    /// The kernel goes by the larger value: 2 for all cards is loose for each.
    @Test(arguments: [("0", "1", true), ("1", "0", true), ("0", "0", false), ("2", "1", false), ("0", "2", false)])
    func twoCardsInOneSubnetAreWarnedOfUnderAStrictFilter(all: String, card: String, isWarned: Bool) throws {
        try putRoutes([("eth0", "0002000A"), ("eth1", "0002000A")])
        try put("\(all)\n", "proc/sys/net/ipv4/conf/all/rp_filter")
        for name in ["eth0", "eth1"] { try put("\(card)\n", "proc/sys/net/ipv4/conf/\(name)/rp_filter") }
        let check = try check(.networks)
        #expect((check.state == .warning) == isWarned, "\(check)")
        if isWarned { #expect(check.finding.contains("eth0 and eth1 are both in 10.0.2.0/24"), "\(check)") }
    }
}
