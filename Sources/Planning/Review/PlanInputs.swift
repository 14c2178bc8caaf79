package import StorageModel

/// All it takes to make a saved plan again, against the array as it is then. Manifests hold secrets as references only.
package struct PlanInputs: Sendable, Equatable, Codable {
    /// The version of the program that made the plan.
    package var tool: String
    package var manifests: [Source]
    /// `--tenant`, and the tenant of the environment, for resources that name none.
    package var tenantOverride: String?
    package var tenantDefault: String?
    /// What a cinder.conf said; nil without one.
    package var driver: [DriverOption]?
    /// The day for which ignores were evaluated.
    package var today: String?
    package var maxDeletes: Int?
    package var maxUpdatePercent: Int?
    package var allowsEmpty: Bool
    /// Nil when it is not allowed.
    package var allowsRecreation: Bool?
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
        driver: [DriverOption] = [], options: PlanningOptions
    ) {
        self.tool = tool
        self.manifests = manifests
        self.tenantOverride = tenantOverride?.description
        self.tenantDefault = tenantDefault?.description
        self.driver = driver.isEmpty ? nil : driver
        today = options.today?.description
        maxDeletes = options.maxDeletes
        maxUpdatePercent = options.maxUpdatePercent
        allowsEmpty = options.allowsEmpty
        allowsRecreation = options.allowsRecreation ? true : nil
        cluster = options.cluster
    }

    /// How to plan the same changes again, and no others.
    package func options(for addresses: Set<String>) -> PlanningOptions {
        PlanningOptions(
            scope: .reviewed(addresses), today: today.flatMap { CalendarDate($0) }, maxDeletes: maxDeletes,
            maxUpdatePercent: maxUpdatePercent, allowsEmpty: allowsEmpty,
            allowsRecreation: allowsRecreation ?? false, cluster: cluster)
    }
}
