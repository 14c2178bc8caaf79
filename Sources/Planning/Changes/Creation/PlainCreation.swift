package import StorageModel

/// An app instance that one POST creates as declared.
package struct PlainCreation: CreationWork, Equatable {
    package var desired: DesiredAppInstance
    package var spec: AppInstanceSpec

    package var fields: [FieldChange] { spec.fields(for: desired) }
    package var created: [StorageInstanceContent] { spec.storageInstances }

    package var steps: [Step] {
        [
            Step(
                desired.address, "create", stage: .change, call: .createAppInstance(spec),
                reason: "the volume does not exist", origin: desired.location)
        ]
    }
}
