import StorageModel

/// The steps of one volume that concern disks and maps.
struct DeviceSteps {
    let files: any HostFiles
    let commands: any CommandRunner
    let timing: Timing
    let subject: String

    private var tool: MultipathTool { MultipathTool(commands: commands, timing: timing) }

    private func devices(of unit: UnitAddress) -> [ObservedDevice] {
        let sysfs = SysfsReader(files)
        return sysfs.sessions().filter { $0.target.iqn == unit.iqn }.flatMap(sysfs.devices).filter { $0.unit == unit }
    }

    private func map(of wwid: String) -> ObservedMap? { SysfsReader(files).maps().first { $0.wwid == wwid } }

    private func wait(_ isTrue: () -> Bool) async throws(HostFailure) -> Bool {
        try await timing.wait(until: isTrue)
    }

    /// Works with every value of `find_multipaths`: the WWID is made known first, then each path is given to multipathd.
    func assemble(_ unit: UnitAddress) async throws(HostFailure) -> HostProblem? {
        let paths = devices(of: unit)
        guard let wwid = paths.first?.wwid, paths.allSatisfy({ $0.wwid == wwid }) else {
            return problem(.mapMissing, "the paths of \(unit) have no common WWID", "run host apply again")
        }
        let names = Set(paths.compactMap(\.name))
        let isWhole = { map(of: wwid).map { names.isSubset(of: $0.paths) } ?? false }
        try await tool.allow(wwid)
        for name in names.sorted() where !(map(of: wwid)?.paths.contains(name) ?? false) {
            try await tool.add(path: name)
        }
        if try await wait(isWhole) { return nil }
        let lacking = names.subtracting(map(of: wwid)?.paths ?? []).sorted()
        var reason: String?
        if let name = lacking.first { reason = try await tool.refusal(of: name) }
        return problem(
            .mapMissing,
            "multipathd did not take \(lacking.joined(separator: ", ")) into a map of \(wwid)"
                + (reason.map { ": \($0)" } ?? ""),
            "check the sections blacklist and find_multipaths with `multipath -t`; examples/multipath.conf has a section "
                + "for these volumes")
    }

    /// Every path, then the map; done when two readings in a row show the size everywhere.
    func extend(_ unit: UnitAddress, to bytes: Int) async throws(HostFailure) -> HostProblem? {
        let writer = SysfsWriter(files: files)
        for path in devices(of: unit) where path.bytes < bytes { try writer.rescan(path) }
        let arePathsLarge = { devices(of: unit).allSatisfy { $0.bytes >= bytes } }
        // The array may need a moment to show a size that it has just confirmed; asked at most four times.
        for pause in [1, 2, 4] where !arePathsLarge() {
            do { try await timing.sleep(.seconds(pause)) } catch { throw .cancelled }
            for path in devices(of: unit) where path.bytes < bytes { try writer.rescan(path) }
        }
        let small = devices(of: unit).filter { $0.bytes < bytes }
        guard small.isEmpty else {
            let list = small.map { "\($0.shownName) has \($0.bytes >> 30) GiB" }.joined(separator: ", ")
            return problem(
                .extendWaits, "the array has \(bytes >> 30) GiB, and not every path shows it: \(list)",
                "run host apply again")
        }
        guard let wwid = devices(of: unit).first?.wwid, let map = map(of: wwid), map.bytes < bytes else { return nil }
        let isTaken = try await tool.resize(map: map.name)
        let isLarge = { self.map(of: wwid)?.bytes == bytes && arePathsLarge() }
        guard try await wait(isLarge), isLarge() else {
            return problem(
                .extendWaits,
                "multipathd \(isTaken ? "took" : "did not take") the new size, and the map \(map.name) has "
                    + "\((self.map(of: wwid)?.bytes ?? 0) >> 30) GiB",
                "look at the log of multipathd and run host apply again")
        }
        return nil
    }

    func flush(_ unit: UnitAddress, _ name: String, wwid: String) async throws(HostFailure) -> HostProblem? {
        guard let map = map(of: wwid), map.name == name else { return nil }
        // Looked at once more: something may have opened it since the plan.
        guard map.uses.isEmpty else {
            return problem(.deviceInUse, "the map \(name) is in use: \(map.uses[0])", "unmount it and run again")
        }
        let paths = devices(of: unit).filter { device in device.name.map(map.paths.contains) ?? false }
        if !paths.contains(where: \.isRunning) { try await tool.stopQueueing(map: name) }
        let isGone = { self.map(of: wwid) == nil }
        if try await tool.flush(name, isGone: isGone) { return nil }
        // By its WWID, without a path and without a use: nothing but an empty table is left of it.
        if let ghost = self.map(of: wwid), ghost.name == name, ghost.paths.isEmpty, ghost.uses.isEmpty {
            try await tool.removeGhost(name)
            if isGone() { return nil }
        }
        return problem(
            .leftover, "the multipath map \(name) could not be removed; something has it open",
            "find it with `fuser /dev/mapper/\(name)`, end it, and run host apply again")
    }

    func delete(_ place: String, of unit: UnitAddress) async throws(HostFailure) -> HostProblem? {
        let device = { devices(of: unit).first { $0.place == place } }
        guard let found = device() else { return nil }
        let sysfs = SysfsReader(files)
        guard found.uses.isEmpty, !sysfs.maps().contains(where: { $0.paths.contains(found.shownName) }) else {
            return problem(.deviceInUse, "\(found.shownName) is in use", "unmount it and run host apply again")
        }
        try SysfsWriter(files: files).delete(found)
        guard try await wait({ device() == nil }) else {
            return problem(.leftover, "the SCSI device \(found.shownName) is still there", "run host apply again")
        }
        return nil
    }

    private func problem(_ code: HostProblem.Code, _ message: String, _ remedy: String) -> HostProblem {
        HostProblem(code, subject, message, remedy: remedy)
    }
}
