import Configuring
import Glibc

/// The commit that is checked out in a folder, read from `.git` itself: a runner need not have git.
struct GitCommit: Equatable {
    /// 40 or 64 hex digits.
    let id: String

    /// Longer files are not read.
    private static let limit = 8 << 20

    /// Nil outside a repository, and where `.git` is not as this reads it. Changes that are not committed do not show.
    init?(of folder: String) {
        var place = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        while true {
            if let store = Self.store(in: place.isEmpty ? "/" : place) {
                guard let id = Self.head(of: store) else { return nil }
                self.id = id
                return
            }
            guard let slash = place.lastIndex(of: "/") else { return nil }
            place = String(place[..<slash])
        }
    }

    /// The folder `.git`, or the one that a file `.git` of a worktree names.
    private static func store(in folder: String) -> String? {
        let path = "\(folder)/.git"
        if Folder.contains(path) { return path }
        guard let text = line(of: path), text.hasPrefix("gitdir: ") else { return nil }
        let target = String(text.dropFirst("gitdir: ".count))
        return target.hasPrefix("/") ? target : "\(folder)/\(target)"
    }

    private static func head(of store: String) -> String? {
        guard let head = line(of: "\(store)/HEAD") else { return nil }
        guard head.hasPrefix("ref: ") else { return isID(head) ? head : nil }
        let name = String(head.dropFirst("ref: ".count))
        guard !name.split(separator: "/").contains("..") else { return nil }
        // A worktree has its own HEAD; branches are in the repository that it belongs to.
        let common = line(of: "\(store)/commondir").map { $0.hasPrefix("/") ? $0 : "\(store)/\($0)" }
        for place in [store, common].compactMap(\.self) {
            if let id = line(of: "\(place)/\(name)"), isID(id) { return id }
            if let id = packed(name, in: "\(place)/packed-refs") { return id }
        }
        return nil
    }

    private static func packed(_ name: String, in path: String) -> String? {
        guard let text = text(of: path) else { return nil }
        for line in text.split(separator: "\n") where line.hasSuffix(" \(name)") {
            let id = String(line.prefix { $0 != " " })
            if isID(id) { return id }
        }
        return nil
    }

    private static func isID(_ text: String) -> Bool {
        [40, 64].contains(text.utf8.count) && text.utf8.allSatisfy { Set("0123456789abcdef".utf8).contains($0) }
    }

    private static func line(of path: String) -> String? {
        text(of: path).flatMap { $0.split(separator: "\n", maxSplits: 1).first.map(String.init) }
    }

    private static func text(of path: String) -> String? {
        (try? FileContent(of: path, limit: limit))?.text
    }
}
