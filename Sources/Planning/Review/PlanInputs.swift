package import StorageModel

/// All it takes to make a saved plan again, against the array as it is then. Manifests hold secrets as references only.
package struct PlanInputs: Sendable, Equatable, Codable {
    /// The version of the program that made the plan.
    package var tool: String
    package var manifests: [Source]
    /// `--tenant`, and the tenant of the environment, for resources that name none.
    package var tenantOverride: String?
    package var tenantDefault: String?
    /// The day for which ignores were evaluated.
    package var today: String?
    package var maxDeletes: Int?
    package var maxUpdatePercent: Int?
    package var allowsEmpty: Bool
    /// The array's uuid, in place of the manifest's.
    package var cluster: String?

    /// One manifest file, as it was.
    package struct Source: Sendable, Equatable, Codable {
        package var name: String
        package var text: String
        /// Where its relative paths to secrets begin.
        package var folder: String?

        package init(name: String, text: String, folder: String? = nil) {
            self.name = name
            self.text = text
            self.folder = folder
        }
    }

    package init(
        tool: String, manifests: [Source], tenantOverride: TenantPath?, tenantDefault: TenantPath?,
        options: PlanningOptions
    ) {
        self.tool = tool
        self.manifests = manifests
        self.tenantOverride = tenantOverride?.description
        self.tenantDefault = tenantDefault?.description
        today = options.today?.description
        maxDeletes = options.maxDeletes
        maxUpdatePercent = options.maxUpdatePercent
        allowsEmpty = options.allowsEmpty
        cluster = options.cluster
    }

    /// How to plan the same changes again, and no others.
    package func options(for addresses: Set<String>) -> PlanningOptions {
        PlanningOptions(
            scope: .reviewed(addresses), today: today.flatMap { CalendarDate($0) }, maxDeletes: maxDeletes,
            maxUpdatePercent: maxUpdatePercent, allowsEmpty: allowsEmpty, cluster: cluster)
    }
}
