/// The port to an array: read it, change it, and ask how a change stands whose answer was lost.
package protocol StorageArray: Sendable {
    /// Reads the whole array in as few requests as its pages allow; initiators and groups only for `tenants`.
    ///
    /// Sends only GET (and login). A tenant in `tenants` that does not exist is left out of the result.
    func observe(tenants: Set<TenantPath>) async throws(ArrayFailure) -> ObservedState

    /// Reads one app instance.
    func appInstance(_ reference: AppInstanceReference) async throws(ArrayFailure) -> ObservedAppInstance

    /// Reads the metadata of one app instance.
    func metadata(
        of app: AppInstanceReference, in store: MetadataStore
    ) async throws(ArrayFailure) -> [String: String]

    /// Reads the metadata of all app instances of a tenant, by name, in as few requests as they have pages; only where
    /// the store is `ecosystem`.
    func allMetadata(in tenant: TenantPath) async throws(ArrayFailure) -> [String: [String: String]]

    /// Reads an app template; nil when the tenant sees none of that name.
    func template(_ reference: TemplateReference) async throws(ArrayFailure) -> AppTemplate?

    /// Makes one change. Repeats by itself what may be repeated safely; never a POST whose answer was lost.
    ///
    /// - Parameter secrets: the contents of every reference that the call holds.
    /// - Returns: the app instance that the answer shows, where the call has cloned one.
    @discardableResult
    func perform(_ call: ArrayCall, secrets: ResolvedSecrets) async throws(ArrayFailure) -> ObservedAppInstance?

    /// Reads the object of a call and says whether the call has already been done.
    func status(of call: ArrayCall) async throws(ArrayFailure) -> CallStatus
}

/// How a call stands on the array.
package enum CallStatus: Sendable, Hashable {
    /// The object is as the call would leave it.
    case applied
    /// The call has had no effect.
    case notApplied
    /// There is such an object, but another one than the call would make; the text says in what it differs.
    case conflicting(String)
}
