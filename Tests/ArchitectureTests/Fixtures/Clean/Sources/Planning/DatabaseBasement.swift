/// Holds none of the empty words, though it contains their letters.
struct DatabaseBasement {
    let fileManager: FileManager
}
