import StorageModel
import Testing

/// Paths as plans publish them, and read again from a saved plan.
@Suite struct FieldPathTests {
    private static let places: [AppInstancePart?] = [
        nil, .storageInstance("storage-1"), .storageInstance("size"),
        .volume(VolumePath(storage: "data", volume: "name")),
    ]

    private static let fields: [Field] =
        [
            .size, .replicaCount, .placementPolicy, .placementMode, .ipPool, .initiators, .initiatorGroups, .chap,
            .chapPassword, .chapTargetPassword, .accessControlMode, .name, .adminState, .template, .protect, .cloneOf,
            .fromSnapshot, .description, .data, .snapshotPolicy("daily"), .metadata("cost center"), .metadata(""),
        ] + QoSField.allCases.map(Field.qos)

    @Test func aKnownFieldIsReadBackWithItsPlace() {
        for field in Self.fields {
            for place in Self.places {
                let path = FieldPath(field, of: place)
                #expect(FieldPath(text: path.description) == path)
            }
        }
    }

    @Test(arguments: ["later snapshots", "marker", "storage_instance", "no such field at all"])
    func whatIsNoFieldIsReadBackAsItIs(_ text: String) {
        #expect(FieldPath(text: text) == FieldPath(.other(text)))
    }
}
