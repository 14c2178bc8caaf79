/// The port to what copies images to volumes, proves the copies, and copies volumes to images.
package protocol ImageWriter: Sendable {
    /// Fetches an image that is not a file of this host. Checks that it is safe, whole, the declared one and no larger than
    /// the volume; writes nothing to it.
    ///
    /// - Parameter volume: how messages name it.
    func check(
        _ image: DesiredImage, for volume: String, of size: Gibibytes,
        report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure)

    /// Reads the image, checks that it is safe, whole and the declared one, copies it, zeroes the rest of the volume, and
    /// compares both.
    ///
    /// Cancelling the task ends the copy; no program that writes to the volume survives the call.
    func write(
        _ image: DesiredImage, to unit: ImageTarget, report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure)

    /// Copies a volume to an image file, which it makes or overwrites.
    ///
    /// - Parameter path: absolute.
    func read(
        _ unit: ImageTarget, to path: String, as format: ImageFormat,
        report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure)
}

/// A volume as an initiator reaches it.
package struct ImageTarget: Sendable, Hashable {
    /// How messages name the volume.
    package var volume: String
    package var iqn: String
    package var lun: Int
    /// `address:port`, in the order to try them.
    package var portals: [String]
    package var size: Gibibytes
    package var initiator: InitiatorName
    package var chap: ResolvedCHAP?

    package struct ResolvedCHAP: Sendable, Hashable {
        package var user: String
        package var password: Secret
        /// Nil where the target does not authenticate itself.
        package var targetUser: String?
        package var targetPassword: Secret?

        package init(user: String, password: Secret, targetUser: String? = nil, targetPassword: Secret? = nil) {
            self.user = user
            self.password = password
            self.targetUser = targetUser
            self.targetPassword = targetPassword
        }
    }

    package init(
        volume: String, iqn: String, lun: Int, portals: [String], size: Gibibytes, initiator: InitiatorName,
        chap: ResolvedCHAP?
    ) {
        self.volume = volume
        self.iqn = iqn
        self.lun = lun
        self.portals = portals
        self.size = size
        self.initiator = initiator
        self.chap = chap
    }
}

/// How far a copy is.
package struct ImageProgress: Sendable, Hashable {
    package enum Phase: String, Sendable, CaseIterable {
        case download, verify, copy, compare
    }

    package var phase: Phase
    /// Bytes of the volume; of `download` and `verify`, of the file.
    package var bytes: Int
    /// 0 where it is not known: not every server says how long a file is.
    package var total: Int
    /// Bytes in a second, lately; nil as long as it cannot be told.
    package var rate: Int?

    /// How long the rest takes at this rate.
    package var secondsLeft: Int? {
        guard let rate, rate > 0, total > bytes else { return nil }
        return (total - bytes + rate - 1) / rate
    }

    package init(_ phase: Phase, bytes: Int, total: Int) {
        self.phase = phase
        self.bytes = bytes
        self.total = total
    }
}

/// Why an image is not on its volume.
package enum ImageFailure: Error, Sendable, Hashable {
    /// The file is not taken; nothing was written. The code is stable: `image_backing_file`.
    case refused(code: String, reason: String, hint: String?)
    /// A program of this host is missing or failed.
    case tool(reason: String, hint: String?)
    /// The volume cannot be reached, or its target refused the login.
    case target(reason: String, hint: String?)
    /// Other initiators are connected.
    case inUse([InitiatorName])
    /// The copy is not equal to the image.
    case differs(reason: String)
    /// The run was told to stop.
    case interrupted

    /// Whether the file is at fault, so that no rerun helps before somebody has changed the manifest or the file.
    package var isRefusal: Bool {
        switch self {
        case .refused: true
        case .tool, .target, .inUse, .differs, .interrupted: false
        }
    }
}

extension ImageFailure: CustomStringConvertible {
    package var description: String { text.shown() }

    private var text: String {
        switch self {
        case .refused(let code, let reason, let hint): Self.text("[\(code)] \(reason)", hint)
        case .tool(let reason, let hint): Self.text(reason, hint)
        case .target(let reason, let hint): Self.text(reason, hint)
        case .inUse(let names):
            "the image was not written, because initiators are connected: "
                + names.map(\.text).joined(separator: ", ") + ". Log them out, then run again."
        case .differs(let reason): "the copy is not equal to the image: \(reason). Run again to write it anew."
        case .interrupted: "the copy was stopped; the next run begins it again"
        }
    }

    private static func text(_ reason: String, _ hint: String?) -> String {
        hint.map { "\(reason.asSentence) \($0.asSentence)" } ?? reason
    }
}
