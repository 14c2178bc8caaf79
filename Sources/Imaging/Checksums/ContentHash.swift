private import CLibCrypto

/// SHA-256 of a whole file, by the processor's own instructions where it has them.
package enum ContentHash {
    private static let pieceSize = 1 << 20

    /// Reads the file in pieces of 1 MiB and lets other tasks run between two of them.
    ///
    /// - Parameter progress: is told the bytes that are done after each piece.
    /// - Throws: `refused` when the file cannot be read, or was cut while it was read; `cancelled`.
    package static func sha256(
        of file: ImageFile, progress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws(ImagingFailure) -> Checksum {
        let context = Context()
        var done: UInt64 = 0
        while done < file.size {
            guard !Task.isCancelled else { throw .cancelled }
            let piece: [UInt8]
            do throws(ImageRefusal) {
                piece = try file.bytes(at: done, upTo: pieceSize)
            } catch {
                throw .refused(error)
            }
            guard !piece.isEmpty else { throw .refused(.changed(file: file.path)) }
            context.update(piece)
            done += UInt64(piece.count)
            progress(done)
            await Task.yield()
        }
        guard let checksum = context.final() else {
            throw .failed(.other(program: "libcrypto", text: "it has no SHA-256"))
        }
        return checksum
    }

    /// - Parameter source: where the expected checksum stands, for the message.
    /// - Throws: as `sha256`; `refused` when the checksum is another.
    package static func require(
        _ expected: Checksum, of file: ImageFile, source: String? = nil, progress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws(ImagingFailure) {
        let found = try await sha256(of: file, progress: progress)
        guard found == expected else {
            throw .refused(.checksum(file: file.path, expected: expected, found: found, source: source))
        }
    }

    /// Owns libcrypto's state, so it is a class. One task uses it at a time.
    private final class Context: @unchecked Sendable {
        private let state = EVP_MD_CTX_new()
        private var isSound: Bool

        init() { isSound = EVP_DigestInit_ex(state, EVP_sha256(), nil) == 1 }

        deinit { EVP_MD_CTX_free(state) }

        func update(_ bytes: [UInt8]) { isSound = isSound && EVP_DigestUpdate(state, bytes, bytes.count) == 1 }

        /// Nil when libcrypto failed.
        func final() -> Checksum? {
            var output = [UInt8](repeating: 0, count: 32)
            guard isSound, EVP_DigestFinal_ex(state, &output, nil) == 1 else { return nil }
            let digits = Array("0123456789abcdef")
            return Checksum(hex: String(output.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }))
        }
    }
}
