package import Diagnostics
package import StorageModel

/// A reason why a plan must not be applied. It ends `plan` and `apply` with exit code 4.
package struct Block: Sendable, Equatable {
    package enum Code: String, Sendable {
        /// A marked object that the manifest no longer names.
        case orphaned
        /// An object of that name exists, without our marker, and is not as the manifest wants it.
        case notAdopted = "not_adopted"
        /// An object of that name belongs to another stack or another version of this tool.
        case foreignOwner = "foreign_owner"
        /// The name that a rename wants is in use.
        case nameTaken = "name_taken"
        /// Two app instances carry the same marker.
        case duplicateMarker = "duplicate_marker"
        /// The volume lives in another tenant than the manifest says.
        case wrongTenant = "wrong_tenant"
        /// The live app instance lacks a storage instance or a volume that the manifest names.
        case structureDiffers = "structure_differs"
        /// The manifest is for another array.
        case otherCluster = "other_cluster"
        /// Renames that wait for each other.
        case renameCycle = "rename_cycle"
    }

    package var code: Code
    package var address: ResourceAddress?
    package var message: String
    /// What to do.
    package var wayOut: String
    package var location: SourceLocation?

    package init(
        _ code: Code, _ address: ResourceAddress?, _ message: String, wayOut: String, location: SourceLocation? = nil
    ) {
        self.code = code
        self.address = address
        self.message = message
        self.wayOut = wayOut
        self.location = location
    }
}
