import Configuring
import DSPClient
import Planning
import Reporting
import StorageModel

/// Sends what `drift` has found to a web hook, once for each state of things.
struct DriftNotifier {
    let composition: Composition
    let target: NotificationTarget
    /// Where the last delivered state is kept; nil keeps none, so that everything is sent.
    let stateFile: String?
    let tls: TLSSettings

    private static let patience = Duration.seconds(15)
    /// A state is short.
    private static let longestState = 64 << 10

    /// What goes wrong is a warning: drift was found, or not, all the same. The next run tries again.
    func deliver(_ report: DriftReport) async {
        let notification = DriftNotification(report)
        let last = stateFile.flatMap { path in
            (try? FileContent(of: path, limit: Self.longestState)).flatMap { DeliveredState($0.text) }
        }
        guard DeliveredState.isNews(notification, after: last) else { return }
        if target.isOpen { warn("\(target.endpoint.host) is not reached by https: others can read what is sent") }
        let transport = CurlTransport(settings: CurlSettings(tls: tls), timing: composition.timing)
        let request = target.request(posting: notification.json(at: WallClock.text), timeout: Self.patience)
        do throws(TransportFailure) {
            let answer = try await transport.send(request)
            guard (200..<300).contains(answer.status) else {
                warn("the notification was not delivered: \(target.endpoint.host) answered HTTP \(answer.status)")
                return
            }
        } catch {
            warn("the notification was not delivered to \(target.endpoint.host): \(Self.reason(error))")
            return
        }
        guard let stateFile else { return }
        Folder.makeAll(above: stateFile)
        do throws(FileProblem) {
            try NewFile.write(DeliveredState(notification).text, to: stateFile)
        } catch {
            warn("--state: \(stateFile) cannot be written: \(error); the same notification will be sent again")
        }
    }

    private func warn(_ text: String) { composition.terminal.writeError("warning: \(text.shown().asSentence)\n") }

    private static func reason(_ failure: TransportFailure) -> String {
        switch failure {
        case .notSent(let reason), .noAnswer(let reason): reason
        case .hopeless(.unknownHost): "its name is not known"
        case .hopeless(.unknownAuthority(let reason)), .hopeless(.untrusted(let reason)): reason
        case .hopeless(.wrongName(_, let reason)), .hopeless(.weakTLS(let reason)): reason
        case .hopeless: "the connection cannot be made"
        case .tooLate: "there was no time left"
        }
    }
}
