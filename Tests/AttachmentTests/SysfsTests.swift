// Links in a real folder.
import FoundationEssentials
import StorageModel
import TestSupport
import Testing

@testable import Attachment

/// A tree as Linux 6.1 shows it, with its links, in a real folder.
@Suite struct SysfsTests {
    private let folder: TemporaryFolder
    private let files: RootedFiles

    init() throws {
        folder = try TemporaryFolder()
        files = RootedFiles(root: folder.path)
        let session = "sys/devices/platform/host2/session1"
        let disk = "\(session)/target2:0:0/2:0:0:1"
        try put("\(Sample.iqn)\n", "\(session)/iscsi_session/session1/targetname")
        try put("LOGGED_IN\n", "\(session)/iscsi_session/session1/state")
        try put("iscsi0\n", "\(session)/iscsi_session/session1/ifacename")
        try put("fd00::1\n", "\(session)/connection1:0/iscsi_connection/connection1:0/persistent_address")
        try put("3260\n", "\(session)/connection1:0/iscsi_connection/connection1:0/persistent_port")
        try put("naa.6001405abcdef\n", "\(disk)/wwid")
        try put("running\n", "\(disk)/state")
        try put("", "\(disk)/rescan")
        try put("20971520\n", "\(disk)/block/sda/size")
        try put("8:0\n", "\(disk)/block/sda/dev")
        try put("8:1\n", "\(disk)/block/sda/sda1/dev")
        try put("", "\(disk)/block/sda/queue/scheduler")
        try put("mpath-36001405abcdef\n", "sys/devices/virtual/block/dm-0/dm/uuid")
        try put("mpatha\n", "sys/devices/virtual/block/dm-0/dm/name")
        try put("254:0\n", "sys/devices/virtual/block/dm-0/dev")
        try put("20971520\n", "sys/devices/virtual/block/dm-0/size")
        try put("mpath-3600999\n", "sys/devices/virtual/block/dm-5/dm/uuid")
        try put("ghost\n", "sys/devices/virtual/block/dm-5/dm/name")
        try put("", "sys/devices/virtual/block/dm-5/slaves/none")
        try FileManager.default.removeItem(atPath: "\(folder.path)/sys/devices/virtual/block/dm-5/slaves/none")
        try link("sys/class/iscsi_session/session1", "../../devices/platform/host2/session1/iscsi_session/session1")
        try link("\(session)/iscsi_session/session1/device", "../../../session1")
        try link(
            "sys/class/iscsi_connection/connection1:0",
            "../../devices/platform/host2/session1/connection1:0/iscsi_connection/connection1:0")
        try link("sys/block/sda", "../devices/platform/host2/session1/target2:0:0/2:0:0:1/block/sda")
        for map in ["dm-0", "dm-5"] { try link("sys/block/\(map)", "../devices/virtual/block/\(map)") }
        try link("sys/devices/virtual/block/dm-0/slaves/sda", "../../../../platform/sda")
        try link("\(disk)/block/sda/holders/dm-0", "../../../../../../../virtual/block/dm-0")
        try put("24 1 254:0 / /srv rw,relatime shared:1 - ext4 /dev/mapper/mpatha rw\n", "proc/self/mountinfo")
    }

    private func put(_ text: String, _ path: String) throws {
        try makeFolder(above: path)
        try folder.write(text, to: path)
    }

    private func link(_ path: String, _ target: String) throws {
        try makeFolder(above: path)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/\(path)", withDestinationPath: target)
    }

    private func makeFolder(above path: String) throws {
        try folder.makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
    }

    @Test func aSessionHasItsHostPortalAndState() throws {
        #expect(
            SysfsReader(files).sessions() == [
                ObservedSession(
                    id: 1, host: 2, target: TargetPortal(iqn: Sample.iqn, portal: Portal(address: "fd00::1")),
                    interface: "iscsi0")
            ])
    }

    @Test func aDiskHasItsIdentityAndAMapItsUses() throws {
        let observed = try HostReader(files).observe()
        #expect(
            observed.devices == [
                ObservedDevice(
                    session: 1, unit: UnitAddress(iqn: Sample.iqn, lun: 1), place: "2:0:0:1", name: "sda",
                    bytes: 10 * Sample.gib, wwid: "36001405abcdef")
            ])
        #expect(
            observed.maps == [
                ObservedMap(
                    name: "mpatha", wwid: "36001405abcdef", paths: ["sda"], bytes: 10 * Sample.gib,
                    uses: [DeviceUse(["mounted on /srv"])]),
                ObservedMap(name: "ghost", wwid: "3600999", paths: [], bytes: 0),
            ])
        #expect(observed.missingPrerequisites == [.initiatorName, .kernelTransport, .daemon, .multipathDaemon])
    }

    @Test func bothShapesOfRecordsAreRead() throws {
        try put("node.startup = automatic\n", "etc/iscsi/nodes/\(Sample.iqn)/fd00::1,3260")
        try put("node.startup = manual\n", "etc/iscsi/nodes/\(Sample.iqn)/10.0.0.1,3261,1/default")
        let records = try HostReader(files).observe().records
        #expect(records.map(\.target.portal) == [Portal(address: "10.0.0.1", port: 3261), Portal(address: "fd00::1")])
        #expect(records.map { $0.settings["node.startup"]?.content } == ["manual", "automatic"])
    }

    @Test func aRescanIsWrittenToTheDevice() throws {
        let device = try #require(try HostReader(files).observe().devices.first)
        try SysfsWriter(files: files).rescan(device)
        #expect(files.text("/sys/devices/platform/host2/session1/target2:0:0/2:0:0:1/rescan") == "1")
    }

    @Test func aKernelModuleIsFoundInTheListOfThoseThatCanBeLoaded() throws {
        try put("6.1.0-56-cloud\n", "proc/sys/kernel/osrelease")
        try put(
            "kernel/drivers/scsi/iscsi_tcp.ko: kernel/drivers/scsi/libiscsi_tcp.ko\n",
            "lib/modules/6.1.0-56-cloud/modules.dep")
        try put("InitiatorName=\(ModelHostState.initiator)\n", "etc/iscsi/initiatorname.iscsi")
        try put("77\n", "run/multipathd.pid")
        try put("multipathd\n", "proc/77/comm")
        #expect(try HostReader(files).observe().missingPrerequisites == [.daemon])
    }

    @Test(arguments: [
        ("naa.6001405", "36001405"), ("eui.0017", "20017"), ("t10.DATERA  IBLOCK  a b", "1DATERA_IBLOCK_a_b"),
        ("", nil), ("naa.", nil), ("unknown.1", nil),
    ])
    func namesOfDevicesAreWrittenAsMultipathDoes(sysfs: String, multipath: String?) {
        #expect(WWID.ofMultipath(sysfs) == multipath)
    }

    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1:3260"), ("10.0.0.1:3261", "10.0.0.1:3261"), ("[fd00::1]:3260", "[fd00::1]:3260"),
        ("fd00::1", "[fd00::1]:3260"), ("fd00::1:3260", "[fd00::1]:3260"), ("portal.example", "portal.example:3260"),
    ])
    func portalsAreWrittenAsIscsiadmTakesThem(text: String, portal: String) {
        #expect(Portal(text: text).description == portal)
    }
}
