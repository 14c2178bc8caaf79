import Configuring
import Locking

/// Files that exist only in a test.
struct MemoryFiles {
    var contents: [String: String] = [:]
    /// Paths that anyone may read.
    var open: Set<String> = []
    let asked = Locked([String]())

    init(_ contents: [String: String] = [:], open: Set<String> = []) {
        self.contents = contents
        self.open = open
    }

    var files: SettingFiles {
        SettingFiles(
            read: { [contents, open, asked] path, _ throws(SettingFiles.Unreadable) in
                asked.withLock { $0.append(path) }
                guard let text = contents[path] else { throw SettingFiles.Unreadable("no such file") }
                let isOpen = open.contains(path)
                return SettingFiles.Content(
                    Array(text.utf8), isReadableByOthers: isOpen, isReadableByEveryone: isOpen)
            },
            obstacle: { [contents] path in
                contents[path] == nil ? SettingFiles.Unreadable("no such file") : nil
            })
    }
}

extension ConnectionOptions {
    init(_ values: [SettingKey: String], passwordFile: String? = nil) {
        self.init()
        self.values = values
        self.passwordFile = passwordFile
    }
}

/// The settings, or why there are none.
func connection(
    _ options: ConnectionOptions = ConnectionOptions(), _ environment: [String: String] = [:],
    _ files: MemoryFiles = MemoryFiles()
) -> Result<ConnectionSettings, SettingError> {
    do throws(SettingError) {
        return .success(try ConnectionSettings(options, environment: environment, files: files.files))
    } catch {
        return .failure(error)
    }
}

extension Result where Failure == SettingError {
    var error: SettingError? {
        switch self {
        case .success: nil
        case .failure(let error): error
        }
    }
}
