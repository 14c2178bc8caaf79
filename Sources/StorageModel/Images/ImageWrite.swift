/// An image that is copied to a volume over iSCSI.
///
/// While the copy is under way only `writer` may connect. The marker's flag i says that the volume is not complete, and stays
/// until the copy is proven.
package struct ImageWrite: Sendable, Hashable, Encodable {
    package var image: DesiredImage
    package var volume: VolumeReference
    /// Of the volume; what the image does not fill is zeroed.
    package var size: Gibibytes
    /// The initiator name that the copy logs in with.
    package var writer: InitiatorName
    /// How the storage instance authenticates.
    package var chap: CHAPSetting

    package init(
        image: DesiredImage, volume: VolumeReference, size: Gibibytes, writer: InitiatorName, chap: CHAPSetting
    ) {
        self.image = image
        self.volume = volume
        self.size = size
        self.writer = writer
        self.chap = chap
    }
}

extension InitiatorName {
    /// The one that the images of a stack are written with. Its own, so that its access ends with the copy and a person sees
    /// on the array whose it is.
    ///
    /// - Parameter stack: or the owner of the image cache, which has one for all stacks: they fill it one at a time.
    package static func imageWriter(of stack: String) -> InitiatorName {
        InitiatorName("\(imageWriters)\(stack == ImageCache.owner ? "" : ".\(stack)")")
    }

    private static let imageWriters = "iqn.2026-11.local.datera-apply:images"

    /// Of any stack: no host of anyone.
    package var isImageWriter: Bool { text.hasPrefix(Self.imageWriters) }
}

extension ObservedState {
    /// The image writer as it has yet to be made for a tenant; nil where the tenant sees it. It is made where the tenant has
    /// its initiators from, so that no inheritance ends.
    package func missingImageWriter(of stack: String, for tenant: TenantPath) -> DesiredInitiator? {
        let iqn = InitiatorName.imageWriter(of: stack)
        let visible = visibleInitiators(in: tenant)
        guard !visible.contains(where: { $0.iqn == iqn }) else { return nil }
        let owner = visible.first?.owner ?? tenant
        let isCache = stack == ImageCache.owner
        return DesiredInitiator(
            address: .initiator(isCache ? "image-cache-writer" : "image-writer", tenant: owner), tenant: owner,
            iqn: iqn,
            label: isCache ? "datera-apply image cache" : "datera-apply images of \(stack)")
    }

    /// A tenant that is yet to be made will see what its nearest ancestor sees.
    private func visibleInitiators(in tenant: TenantPath) -> [ObservedInitiator] {
        var place: TenantPath? = tenant
        while let path = place {
            if let initiators = initiators[path] { return initiators }
            place = path.parent
        }
        return []
    }
}
