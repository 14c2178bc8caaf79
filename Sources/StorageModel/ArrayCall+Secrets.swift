extension ArrayCall {
    /// Every secret that must be at hand before the call. One that is left out here is missing when the request is made,
    /// which is then not sent.
    package var secretReferences: [SecretReference] {
        if case .createAppInstance(let spec) = self { return spec.chap.values.flatMap(\.references) }
        if case .createStorageInstance(_, _, let chap) = self { return chap.references }
        if case .setAuthentication(_, let setting) = self { return setting.references }
        return []
    }
}
