import Diagnostics
import ManifestLoading
import Testing

/// Which files `-f` stands for, and what is said of those that cannot be read.
@Suite struct ManifestFilesTests {
    /// A disk: files by path; a folder is what a path begins with.
    private func read(_ paths: [String], _ disk: [String: String], folders: [String: [String]] = [:]) -> ManifestFiles {
        ManifestFiles(
            paths,
            in: ManifestReading(
                standardInput: { Array("piped".utf8) },
                contents: { path throws(ManifestReading.Unreadable) in
                    guard let text = disk[path] else { throw ManifestReading.Unreadable("no such file") }
                    return Array(text.utf8)
                },
                names: { path throws(ManifestReading.Unreadable) in
                    guard let names = folders[path], names != ["locked"] else {
                        throw ManifestReading.Unreadable("permission denied")
                    }
                    return names
                },
                isFolder: { folders[$0] != nil }))
    }

    @Test func filesKeepTheirOrderAndFoldersAreSorted() {
        let disk = ["z.yaml": "z", "d/b.yml": "b", "d/a.yaml": "a"]
        let found = read(["z.yaml", "d", "-"], disk, folders: ["d": ["b.yml", "a.yaml"]])
        #expect(found.sources.map(\.name) == ["z.yaml", "d/a.yaml", "d/b.yml", "<stdin>"])
        #expect(found.texts == ["z.yaml": "z", "d/a.yaml": "a", "d/b.yml": "b", "<stdin>": "piped"])
        #expect(found.diagnostics.isEmpty)
    }

    @Test(arguments: ["d", "d/"]) func ofAFolderOnlyItsManifestsAreRead(path: String) {
        let names = ["a.yaml", "b.yml", ".c.yaml", "d.json", "e.yaml.bak", "folder.yaml", "YAML"]
        let disk = ["d/a.yaml": "", "d/b.yml": "", "d/.c.yaml": "", "d/d.json": ""]
        let found = read([path], disk, folders: [path: names, "d/folder.yaml": []])
        #expect(found.sources.map(\.name) == ["d/a.yaml", "d/b.yml"] && found.diagnostics.isEmpty)
    }

    @Test func whatCannotBeReadIsSaidOfEach() {
        let found = read(
            ["none.yaml", "d", "e", "f"], [:], folders: ["d": ["x.yaml"], "e": ["README"], "f": ["locked"]])
        #expect(
            found.diagnostics == [
                Diagnostic(.error, "none.yaml: no such file"), Diagnostic(.error, "d/x.yaml: no such file"),
                Diagnostic(.error, "e: holds no manifest", hint: "put *.yaml or *.yml files there"),
                Diagnostic(.error, "f: permission denied"),
            ])
        #expect(found.sources.isEmpty)
    }
}
