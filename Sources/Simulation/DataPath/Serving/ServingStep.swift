/// One action that brings what is served closer to what should be served.
enum ServingStep: Sendable, Equatable {
    case close(ServedTarget)
    case detach(lun: Int, of: ServedTarget)
    case make(file: String, ServedData.File)
    case grow(file: String, bytes: Int)
    case open(ServedTarget)
    case setCredentials(of: ServedTarget, from: ServedTarget)
    case attach(lun: Int, of: ServedTarget)
    /// The unit's file has grown; the target has to look again.
    case resize(lun: Int, of: ServedTarget)
    case remove(file: String)
}

extension ServedData {
    /// The steps from what is served to what should be, in an order in which each can be carried out: nobody may write
    /// to what is copied or removed, and a unit's file is there before the unit.
    func steps(to wanted: ServedData) -> [ServingStep] {
        let iqns = Set(targets.keys).union(wanted.targets.keys).sorted()
        var first: [ServingStep] = []
        var last: [ServingStep] = []
        for iqn in iqns {
            switch (targets[iqn], wanted.targets[iqn]) {
            case (let target?, nil): first.append(.close(target))
            case (nil, let target?): last += [.open(target)] + target.units.indices.map { .attach(lun: $0, of: target) }
            case (let served?, let target?):
                let (gone, come) = served.steps(to: target)
                first += gone
                last += come
            case (nil, nil): break
            }
        }
        return first + fileSteps(to: wanted) + last
            + files.keys.filter { wanted.files[$0] == nil }.sorted().map { .remove(file: $0) }
    }

    private func fileSteps(to wanted: ServedData) -> [ServingStep] {
        wanted.files.sorted { $0.key < $1.key }.compactMap { name, file in
            guard let present = files[name] else { return .make(file: name, file) }
            return present.bytes == file.bytes ? nil : .grow(file: name, bytes: file.bytes)
        }
    }
}

extension ServedTarget {
    /// What changes of an open target: what has to go before the files change, and what comes after.
    fileprivate func steps(to target: ServedTarget) -> (first: [ServingStep], last: [ServingStep]) {
        var first: [ServingStep] = []
        var last: [ServingStep] = []
        if login != target.login || answer != target.answer {
            last.append(.setCredentials(of: target, from: self))
        }
        for lun in 0..<max(units.count, target.units.count) {
            let served = lun < units.count ? units[lun] : nil
            let wanted = lun < target.units.count ? target.units[lun] : nil
            guard let served, let wanted, served.file == wanted.file, served.serial == wanted.serial else {
                if served != nil { first.append(.detach(lun: lun, of: self)) }
                if wanted != nil { last.append(.attach(lun: lun, of: target)) }
                continue
            }
            if served.bytes != wanted.bytes { last.append(.resize(lun: lun, of: target)) }
        }
        return (first, last)
    }
}
