import Glibc
import Imaging
import StorageModel
import TestSupport
import Testing

/// What is not downloaded, and how it is said.
@Suite struct DownloadRefusalTests {
    private func failure(
        _ path: String = "disk.img", limit: UInt64 = 1 << 20, http: Bool = true, proved: Bool = false,
        in folder: TemporaryFolder? = nil, _ rule: @escaping FileServer.Rule
    ) async throws -> ImagingFailure? {
        let server = try FileServer(rule)
        return await failure(server.url(path), limit, http, in: try folder ?? TemporaryFolder())
    }

    private func failure(
        _ address: String, _ limit: UInt64 = 1 << 20, _ http: Bool = true, in folder: TemporaryFolder
    ) async -> ImagingFailure? {
        guard let url = ImageURL(address) else { return nil }
        let downloader = Downloader(
            DownloadSettings(folder: folder.path + "/cache", allowsUnencrypted: http, tries: 1), timing: .real)
        do throws(ImagingFailure) {
            _ = try await downloader.file(of: url, limit: limit)
            return nil
        } catch {
            return error
        }
    }

    private func code(_ failure: ImagingFailure?) -> String? {
        guard case .refused(let refusal)? = failure else { return failure.map { "\($0)" } }
        return refusal.code
    }

    @Test func httpNeedsLeave() async throws {
        let failure = try await failure(http: false) { _, _ in FileServer.Answer(200, [], [1]) }
        #expect(code(failure) == "image_insecure_url")
    }

    @Test(arguments: [400, 401, 403, 404, 410]) func whatTheServerRefusesIsNotTriedAgain(_ status: Int) async throws {
        let failure = try await failure { _, _ in FileServer.Answer(status, [], Array("<html>no".utf8)) }
        #expect(code(failure) == "image_url")
        #expect(failure.map { "\($0)" }?.contains("HTTP \(status)") == true)
    }

    /// An expired address that is answered with a page and status 200.
    @Test(arguments: ["<!DOCTYPE html><p>expired", "\u{FEFF}\n <HTML>", "<?xml version='1.0'?><Error/>"])
    func aPageIsNoImage(_ page: String) async throws {
        let folder = try TemporaryFolder()
        let failure = try await failure(in: folder) { _, _ in FileServer.Answer(200, [], Array(page.utf8)) }
        #expect(code(failure) == "image_web_page")
    }

    @Test(arguments: ["https://127.0.0.1:1/x", "file:///etc/passwd", "ftp://127.0.0.1/x"])
    func noRedirectLeadsToAnotherScheme(_ place: String) async throws {
        let failure = try await failure { _, _ in FileServer.Answer(302, ["Location: \(place)"]) }
        #expect(code(failure) == "image_url")
    }

    @Test func aRedirectOnTheSameSchemeIsFollowed() async throws {
        let failure = try await failure { number, request in
            number == 0
                ? FileServer.Answer(302, ["Location: /other.img"])
                : FileServer.Answer(request.path == "/other.img" ? 200 : 404, [], [1, 2, 3])
        }
        #expect(failure == nil)
    }

    @Test(arguments: [true, false]) func aFileThatIsTooLongIsRefused(_ saysLength: Bool) async throws {
        let failure = try await failure(limit: 1000) { _, _ in
            FileServer.Answer(200, saysLength ? [] : ["No-Length: 1"], [UInt8](repeating: 7, count: 100_000))
        }
        #expect(code(failure) == "image_too_large")
    }

    @Test func moreThanThereIsRoomForIsRefusedBeforeItIsWritten() async throws {
        let failure = try await failure(limit: .max) { _, _ in
            FileServer.Answer(200, ["Content-Length: \(UInt64(1) << 60)"], [1])
        }
        guard case .noSpace(_, let needed, _) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(needed == 1 << 60)
    }

    @Test func aFolderThatOthersMayWriteToIsRefused() async throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("cache")
        chmod(folder.path + "/cache", 0o777)
        let failure = try await failure(in: folder) { _, _ in FileServer.Answer(200, [], [1]) }
        #expect(failure.map { "\($0)" }?.contains("others may write to this folder") == true)
    }

    /// Neither a login nor a signature is in any text, and no part of an address is in a file name.
    @Test func whatIsSecretInAnAddressIsNotShown() async throws {
        let folder = try TemporaryFolder()
        let failure = await failure("http://user:hunter2@127.0.0.1:1/a/b.img?sig=deadbeef", in: folder)
        let text = failure.map { "\($0)" } ?? ""
        #expect(text.hasPrefix("http://…@127.0.0.1:1/a/b.img?… could not be downloaded"), "\(text)")
        #expect(!text.contains("hunter2") && !text.contains("deadbeef") && !text.contains("user"))
    }

    @Test(arguments: [
        "https://", "https:///x", "https://:80/x", "https://h/a b", "https://h/a#b", "ftp://h/x", "http://h/\u{E9}",
        "x",
    ])
    func whatIsNoAddress(_ text: String) {
        #expect(ImageURL(text) == nil)
    }

    @Test func anAddressKnowsTheNameOfItsFile() {
        for (text, name) in [
            ("https://h/a/b.qcow2?x=/y", "b.qcow2"), ("HTTPS://h", "h"), ("https://u:p@h:1/c/", "c"),
        ] {
            #expect(ImageURL(text)?.fileName == name && ImageURL(text)?.isEncrypted == true)
        }
    }
}
