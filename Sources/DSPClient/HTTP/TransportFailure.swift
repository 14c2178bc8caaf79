/// Why there is no HTTP answer. The cases differ in what the array may have done.
package enum TransportFailure: Error, Sendable, Hashable {
    /// Nothing was sent: refused, no route, connect timeout.
    case notSent(reason: String)
    /// Nothing was done, and trying again cannot help.
    case hopeless(ConnectionFault)
    /// Nothing was sent, because the moment had passed after which it must not be.
    case tooLate
    /// At least a part was sent and no whole answer came: timeout, reset, empty reply. It may or may not have been done.
    case noAnswer(reason: String)
}
