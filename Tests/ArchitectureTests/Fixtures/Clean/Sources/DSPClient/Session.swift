private import CLibCurl
// FoundationEssentials for JSONDecoder alone.
private import FoundationEssentials
import Logging
@preconcurrency package import OrderedCollections
package import StorageModel

import struct Synchronization.Mutex

/// Never `try!`, never `as!`, never public.
struct Session {
    let text = "import Foundation; public fatalError(\"try! as!\") // TODO"
    let raw = #"import DSPClient "quoted" \(public)"#
    let long = """
        import FoundationNetworking
        public "struct" Utils \("as! " + "nested")
        """

    func ready(import module: Bool) throws -> Bool {
        // TODO #12: a mark with an issue may stay.
        try !isClosed(logger: .public)
    }
}
