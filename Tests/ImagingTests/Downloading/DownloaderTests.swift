import Glibc
import Imaging
import Locking
import StorageModel
import TestSupport
import Testing

/// Downloads from a server that fails in every way in which servers fail. Whatever happens, a file that is there is whole.
@Suite struct DownloaderTests {
    private static let body = bytes(400_000, seed: 1)

    static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Waits for nothing, and remembers how often it should have.
    private static func timing(_ waits: Locked<Int> = Locked(0)) -> Timing {
        Timing(
            now: Timing.real.now, timeOfDay: Timing.real.timeOfDay, sleep: { _ in waits.withLock { $0 += 1 } },
            jitter: { 0 })
    }

    private func downloader(
        _ folder: TemporaryFolder, stall: Int = 60, tries: Int = 5, waits: Locked<Int> = Locked(0), http: Bool = true
    ) -> Downloader {
        Downloader(
            DownloadSettings(
                folder: folder.path + "/cache/images", allowsUnencrypted: http, stallSeconds: stall, tries: tries),
            timing: Self.timing(waits))
    }

    private func url(_ server: FileServer, _ path: String = "disk.img") throws -> ImageURL {
        try #require(ImageURL(server.url(path)))
    }

    @Test func aFileIsDownloadedOnceAndThenOnlyAskedFor() async throws {
        let server = try FileServer { _, request in FileServer.answer(Self.body, to: request) }
        let folder = try TemporaryFolder()
        let progress = Locked<[ImageProgress]>([])
        for _ in 0..<2 {
            let path = try await downloader(folder).file(of: url(server), limit: 1 << 20) { step in
                progress.withLock { $0.append(step) }
            }
            #expect(try TemporaryFile.bytes(at: path) == Self.body)
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
            #expect(stat(folder.path + "/cache/images", &status) == 0 && status.st_mode & 0o777 == 0o700)
        }
        #expect(server.requests.map { $0.header("If-None-Match") } == [nil, "\"one\""])
        let last = try #require(progress.withLock { $0.last })
        #expect(last == ImageProgress(.download, bytes: 400_000, total: 400_000))
    }

    /// Cut after a part, again and again: the rest is asked for, of the same version.
    @Test func whatIsCutOffIsResumed() async throws {
        let server = try FileServer { number, request in
            FileServer.answer(Self.body, to: request, sends: number < 4 ? 90_000 : nil)
        }
        let folder = try TemporaryFolder()
        let path = try await downloader(folder, tries: 2).file(of: url(server), limit: 1 << 20)
        #expect(try TemporaryFile.bytes(at: path) == Self.body)
        #expect(server.requests.map(\.rangeStart) == [nil, 90_000, 180_000, 270_000, 360_000])
        #expect(server.requests.dropFirst().allSatisfy { $0.header("If-Range") == "\"one\"" })
    }

    /// By a run that was stopped, whose part another run finds.
    @Test func aLaterRunResumes() async throws {
        let server = try FileServer { number, request in
            FileServer.answer(Self.body, to: request, sends: number == 0 ? 300_000 : nil)
        }
        let folder = try TemporaryFolder()
        await #expect(throws: ImagingFailure.self) {
            try await downloader(folder, tries: 1).file(of: url(server), limit: 1 << 20)
        }
        let path = try await downloader(folder).file(of: url(server), limit: 1 << 20)
        #expect(try TemporaryFile.bytes(at: path) == Self.body && server.requests.last?.rangeStart == 300_000)
    }

    /// Another file under the same address is never put behind a part of the first.
    @Test(arguments: ["\"two\"", "W/\"one\"", nil]) func aChangedFileIsBegunAnew(_ second: String?) async throws {
        let other = Self.bytes(350_000, seed: 2)
        let server = try FileServer { number, request in
            number == 0
                ? FileServer.answer(Self.body, etag: second == nil ? nil : "\"one\"", to: request, sends: 100_000)
                : FileServer.answer(other, etag: second, to: request)
        }
        let folder = try TemporaryFolder()
        let path = try await downloader(folder).file(of: url(server), limit: 1 << 20)
        #expect(try TemporaryFile.bytes(at: path) == other)
    }

    /// A server that ignores the condition, or counts otherwise, is caught by what it says of the part.
    @Test(arguments: ["bytes 100-399999/400000", "bytes 100000-399999/500000", "nothing"])
    func aPartOfSomethingElseIsNotTaken(_ range: String) async throws {
        let server = try FileServer { number, request in
            switch number {
            case 0: FileServer.answer(Self.body, to: request, sends: 100_000)
            case 1: FileServer.Answer(206, ["Content-Range: \(range)"], Self.bytes(300_000, seed: 9))
            default: FileServer.answer(Self.body, to: request)
            }
        }
        let folder = try TemporaryFolder()
        let path = try await downloader(folder).file(of: url(server), limit: 1 << 20)
        #expect(try TemporaryFile.bytes(at: path) == Self.body && server.requests.last?.rangeStart == nil)
    }

    /// A cache between ignores `If-Range`: the part fits by its place, and says that it is of another version.
    @Test func aPartThatSaysItIsOfAnotherVersionIsNotTaken() async throws {
        let other = Self.bytes(400_000, seed: 3)
        let server = try FileServer { number, request in
            switch number {
            case 0: FileServer.answer(Self.body, to: request, sends: 100_000)
            case 1:
                FileServer.Answer(
                    206, ["Content-Range: bytes 100000-399999/400000", "ETag: \"two\""], Array(other[100_000...]))
            default: FileServer.answer(other, etag: "\"two\"", to: request)
            }
        }
        let folder = try TemporaryFolder()
        let path = try await downloader(folder).file(of: url(server), limit: 1 << 20)
        #expect(try TemporaryFile.bytes(at: path) == other)
    }

    /// Each whole answer breaks off, and each part is of something else.
    @Test func aServerWhoseAnswersDoNotFitIsNotAskedForEver() async throws {
        let server = try FileServer { _, request in
            request.rangeStart == nil
                ? FileServer.answer(Self.body, to: request, sends: 200_000)
                : FileServer.Answer(206, ["Content-Range: bytes 0-9/10", "ETag: \"one\""], Self.bytes(10, seed: 4))
        }
        let folder = try TemporaryFolder()
        await #expect(throws: ImagingFailure.self) {
            try await downloader(folder).file(of: url(server), limit: 1 << 20)
        }
        #expect(server.requests.count <= 12)
    }

    @Test func aServerWithoutRangesSendsItAllAgain() async throws {
        let server = try FileServer { number, _ in
            FileServer.Answer(200, ["ETag: \"x\""], Self.body, sends: number == 0 ? 100_000 : nil)
        }
        let folder = try TemporaryFolder()
        let path = try await downloader(folder).file(of: url(server), limit: 1 << 20)
        #expect(try TemporaryFile.bytes(at: path) == Self.body)
    }

    @Test func aStandstillIsEndedAndResumed() async throws {
        let server = try FileServer { number, request in
            FileServer.answer(
                Self.body, to: request, sends: number == 0 ? 100_000 : nil, pause: number == 0 ? .seconds(600) : .zero)
        }
        let folder = try TemporaryFolder()
        let path = try await downloader(folder, stall: 1).file(of: url(server), limit: 1 << 20)
        #expect(try TemporaryFile.bytes(at: path) == Self.body && server.requests.last?.rangeStart == 100_000)
    }

    @Test func itGivesUpAfterSomeTries() async throws {
        let server = try FileServer { _, _ in FileServer.Answer(503) }
        let folder = try TemporaryFolder()
        let waits = Locked(0)
        let error = await #expect(throws: ImagingFailure.self) {
            try await downloader(folder, tries: 3, waits: waits).file(of: url(server), limit: 1 << 20)
        }
        #expect(error.map { "\($0)" }?.contains("the server answers with HTTP 503; run again") == true)
        #expect(server.requests.count == 3 && waits.withLock { $0 } == 2)
    }

    @Test func whileItIsCancelledNothingIsLeftRunning() async throws {
        let server = try FileServer { _, request in
            FileServer.answer(Self.body, to: request, sends: 100_000, pause: .seconds(600))
        }
        let folder = try TemporaryFolder()
        let address = try url(server)
        let begun = Locked(false)
        let task = Task {
            try await downloader(folder).file(of: address, limit: 1 << 20) { _ in begun.withLock { $0 = true } }
        }
        while !begun.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
        task.cancel()
        await #expect(throws: ImagingFailure.cancelled) { try await task.value }
    }

    /// Two runs at once: one downloads, the other waits and asks whether it has changed.
    @Test func twoAtOnceWriteOneFile() async throws {
        let server = try FileServer { _, request in FileServer.answer(Self.body, to: request) }
        let folder = try TemporaryFolder()
        let address = try url(server)
        let one = Downloader(
            DownloadSettings(folder: folder.path + "/x", allowsUnencrypted: true), timing: .real)
        let paths = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 { group.addTask { try await one.file(of: address, limit: 1 << 20) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(paths.count == 1 && server.requests.count { $0.header("If-None-Match") == nil } == 1)
    }
}
