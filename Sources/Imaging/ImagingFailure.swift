package import StorageModel

/// Why the work with an image ended: the image was refused, or something around it failed.
package enum ImagingFailure: Error, Hashable, Sendable {
    case refused(ImageRefusal)
    /// A program could not be run.
    case command(CommandFailure)
    case failed(CopyFailure)
    /// Sizes in bytes.
    case noSpace(folder: String, needed: UInt64, free: UInt64)
    case scratch(file: String, reason: String)
    /// The server or the way to it fails, perhaps not for long.
    case download(ImageURL, reason: String)
    /// Standard input cannot be read.
    case input(reason: String)
    case cancelled

    /// Of `run`: cancellation is the same from wherever it comes.
    init(_ failure: CommandFailure) {
        switch failure {
        case .cancelled: self = .cancelled
        case .notInstalled, .notStarted: self = .command(failure)
        }
    }
}

extension ImagingFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .command(.notInstalled(let program)):
            "\(program) is not installed; install \(Self.package(of: program))"
        case .command(.notStarted(let program, let reason)):
            "\(program) could not be started: \(reason.shown(limit: 300))"
        case .command(.cancelled), .cancelled: "stopped"
        case .failed(let failure): failure.description
        case .noSpace(let folder, let needed, let free):
            "\(folder.shown(limit: 300)) has \(free) bytes free, up to \(needed) are needed; free some space or choose another folder"
        case .scratch(let file, let reason):
            "\(file.shown(limit: 300)) cannot be written: \(reason); check the permissions of the folder"
        case .download(let url, let reason):
            "\(url.description.shown(limit: 300)) could not be downloaded: \(reason.shown(limit: 300)); "
                + "run again to resume where it stopped"
        case .input(let reason): "standard input cannot be read: \(reason); pipe the image into the command"
        }
    }

    /// Debian's package with a program.
    private static func package(of program: String) -> String {
        switch program {
        case "qemu-img": "the packages qemu-utils and qemu-block-extra"
        case "xz": "the package xz-utils"
        case "setpriv", "prlimit": "the package util-linux"
        default: "the package \(program)"
        }
    }
}
