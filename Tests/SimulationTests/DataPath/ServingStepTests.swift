import Testing

@testable import Simulation

/// What separates what is served from what should be, as steps.
@Suite struct ServingStepTests {
    private func target(_ files: [String], bytes: Int = 1, user: String? = nil) -> ServedTarget {
        var target = ServedTarget(
            iqn: "iqn.a", uuid: "u", admission: .everyone,
            units: files.map { ServedTarget.Unit(file: $0, bytes: bytes, serial: $0) })
        target.login = user.map { ServedTarget.Credentials(user: $0, password: "p") }
        return target
    }

    private func data(_ target: ServedTarget?, _ files: [String: ServedData.File] = [:]) -> ServedData {
        var data = ServedData(files: files)
        if let target { data.targets[target.iqn] = target }
        return data
    }

    @Test func whatIsServedNeedsNoStep() {
        let data = data(target(["a", "b"], user: "x"), ["a": ServedData.File(bytes: 1)])
        #expect(data.steps(to: data) == [])
    }

    @Test func filesComeBeforeTargetsAndGoAfterThem() {
        let (first, second) = (target(["a"]), target(["b"]))
        let file = ServedData.File(bytes: 1, origin: "a")
        #expect(
            data(nil).steps(to: data(second, ["b": file]))
                == [.make(file: "b", file), .open(second), .attach(lun: 0, of: second)])
        #expect(data(first, ["a": file]).steps(to: data(nil)) == [.close(first), .remove(file: "a")])
        #expect(
            data(first, ["a": file]).steps(to: data(second, ["b": file]))
                == [
                    .detach(lun: 0, of: first), .make(file: "b", file), .attach(lun: 0, of: second),
                    .remove(file: "a"),
                ])
    }

    @Test func aUnitGrowsAfterItsFile() {
        let (small, large) = (target(["a", "b"], bytes: 1), target(["a", "b"], bytes: 2))
        let files = { (bytes: Int) in ["a": ServedData.File(bytes: bytes), "b": ServedData.File(bytes: 1)] }
        #expect(
            data(small, files(1)).steps(to: data(large, files(2)))
                == [.grow(file: "a", bytes: 2), .resize(lun: 0, of: large), .resize(lun: 1, of: large)])
    }

    @Test func secretsChangeUnderAnOpenTarget() {
        let (before, after) = (target([], user: "x"), target([], user: "y"))
        #expect(data(before).steps(to: data(after)) == [.setCredentials(of: after, from: before)])
        var admitted = before
        admitted.admission = .only(["iqn.b"])
        #expect(data(before).steps(to: data(admitted)) == [], "who is admitted is the proxy's business alone")
    }

    @Test func everyRestoreNamesAnotherFile() throws {
        let place = ResolvedReference(path: "/placement_policies/default", resolvedTenant: .root)
        var volume = Volume(
            name: "v", uuid: "../Up-1", size: 1.5, replicaCount: 1, placementMode: "hybrid", placementPolicy: place,
            activeStorageNodes: [])
        #expect(volume.dataFile == "volumes/___Up-1" && volume.servedBytes == 3 << 29)
        let snapshot = Snapshot(utcTs: "1.0", uuid: "s", frozen: [])
        var names: Set = [volume.dataFile]
        for _ in 0..<3 {
            volume.restore(to: volume, of: snapshot, until: nil)
            #expect(names.insert(volume.dataFile).inserted)
            #expect(volume.contents?.origin == "snapshots/___Up-1@s")
        }
    }
}
