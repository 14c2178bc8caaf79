import ArgumentParser

/// What is in the trash, as `plan` and `trash list` name it: `volume/ledger`, `app_instance/warehouse`, or its name there or its
/// uuid.
struct TrashArgument: ExpressibleByArgument {
    /// The trash knows what is in it by its key, however many volumes it has.
    let selector: String

    init(argument: String) {
        let prefix = "app_instance/"
        selector = argument.hasPrefix(prefix) ? "volume/" + argument.dropFirst(prefix.count) : argument
    }
}
