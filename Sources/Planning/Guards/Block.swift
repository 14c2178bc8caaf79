package import Diagnostics
package import StorageModel

/// A reason why a plan must not be applied. It ends `plan` and `apply` with exit code 4.
package struct Block: Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable {
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
        /// The live app instance has a storage instance or a volume that the manifest does not name.
        case undeclared
        /// The array has a metadata key that looks the same as one of the manifest and has other characters.
        case keySpelling = "key_spelling"
        /// The live value is larger than the desired one, and the array cannot take it back.
        case cannotReduce = "cannot_reduce"
        /// Cinder or CSI made it under this name, and it is gone: what would be created is empty.
        case driverVolumeGone = "driver_volume_gone"
        /// The manifest is for another array.
        case otherCluster = "other_cluster"
        /// A marked object whose key is gone, and a new key that looks like it.
        case renamed
        /// `protect: true` was applied and has not been taken back.
        case protected
        /// Storage instances that were taken offline by themselves would come online.
        case storageOffline = "storage_offline"
        /// An initiator is logged in.
        case connected
        /// Snapshots would go with it.
        case hasSnapshots = "has_snapshots"
        /// A declared snapshot has been taken and deleted since.
        case snapshotGone = "snapshot_gone"
        /// A clone is still copying from it.
        case clonesSeeding = "clones_seeding"
        /// What is to be deleted from the trash has been put online since.
        case trashOnline = "trash_online"
        /// `manage` does not let the stack delete it.
        case manageForbids = "manage_forbids"
        /// Its image is not written to the end, and the manifest names none.
        case imageUnfinished = "image_unfinished"
        /// It may hold data that an import would replace.
        case overwrite
        /// It is not as the manifest declares it.
        case pendingChanges = "pending_changes"
        /// Something else still needs it.
        case inUse = "in_use"
        /// What a verb names is not there.
        case notFound = "not_found"
        /// What a verb names could be more than one object.
        case ambiguous
        /// The object to adopt has another name than the manifest says.
        case nameDiffers = "name_differs"
        /// More volumes would be removed than allowed.
        case maxDeletes = "max_deletes"
        /// A larger part of the stack would be touched than allowed.
        case maxUpdates = "max_updates"
        /// A manifest without volumes, for a stack that has some.
        case emptyManifest = "empty_manifest"
        /// The array would be fuller than allowed.
        case capacity
        /// A partial plan leaves out what it needs.
        case leftOut = "left_out"
        /// Renames that wait for each other.
        case renameCycle = "rename_cycle"
    }

    package var code: Code
    package var address: ResourceAddress?
    /// What else cannot be done because of it.
    package var hindered: ResourceAddress?
    package var message: String
    /// What to do.
    package var hint: String
    package var location: SourceLocation?

    package init(
        _ code: Code, _ address: ResourceAddress?, hindering hindered: ResourceAddress? = nil, _ message: String,
        hint: String, location: SourceLocation? = nil
    ) {
        self.code = code
        self.address = address
        self.hindered = hindered
        self.message = message
        self.hint = hint
        self.location = location
    }
}
