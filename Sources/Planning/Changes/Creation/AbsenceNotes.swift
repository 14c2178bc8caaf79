import StorageModel

/// What is worth knowing before an empty volume is created.
struct AbsenceNotes {
    let notes: [PlanNote]
    /// Why it is not created unless that is allowed; nil for most.
    let block: Block?

    init(_ desired: DesiredAppInstance, stack: String, _ observed: ObservedState) {
        let texts = [Self.trash(desired, stack, observed), Self.driver(desired)].compactMap { $0 }
        notes = texts.map { PlanNote(address: desired.address, text: $0) }
        block = Self.driversName(desired).map { convention in
            Block(
                .driverVolumeGone, desired.address,
                "\(desired.name.value), the name of \(convention.text), is not on the array: it was deleted there, and a "
                    + "new volume would be empty",
                hint: "if it was deleted on purpose, drop its line; if an empty volume is wanted, `--allow-recreate`",
                location: desired.name.location ?? desired.location)
        }
    }

    private static func trash(_ desired: DesiredAppInstance, _ stack: String, _ observed: ObservedState) -> String? {
        let trashed = TrashDiff.contents(of: stack, in: observed).filter { $0.1.key == desired.key }.map(\.0)
        guard let first = trashed.first else { return nil }
        let selector = trashed.count == 1 ? first.address(as: desired.key).description : first.id
        return
            "one with this key is in the trash (\(trashed.map(\.name).joined(separator: ", "))); to restore its data "
            + "instead of creating a new volume: `trash restore \(ManifestLine.argument(selector))`"
    }

    /// No state tells whether it was there before, but a name that a driver gives does: no one else chooses such a
    /// name.
    private static func driver(_ desired: DesiredAppInstance) -> String? {
        driversName(desired).map { convention in
            "its name is that of \(convention.text), and nothing on the array has it: the new volume is empty; if the "
                + "old one was deleted on purpose, drop the line"
        }
    }

    private static func driversName(_ desired: DesiredAppInstance) -> NamingConvention? {
        guard desired.openStackID == nil, desired.origin == nil, desired.image == nil else { return nil }
        return NamingConvention(name: desired.name.value)
    }
}
