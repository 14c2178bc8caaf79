import Planning
import Reporting
import StorageModel

/// The file of `--metrics-textfile`: written however the run ends, whole or not at all, readable by the collector.
struct MetricsFile {
    let composition: Composition
    let path: String

    /// What one run writes.
    private static let limit = 1 << 20

    func write(_ run: DriftMetrics.Run, _ found: (observed: ObservedState, report: DriftReport)?) {
        let previous = (try? FileContent(of: path, limit: Self.limit))?.text ?? ""
        do throws(FileProblem) {
            try NewFile.write(DriftMetrics(run, found).text(after: previous), to: path, isPublic: true)
        } catch {
            guard case .system(let code) = error else { return }
            composition.terminal.failures.note("--metrics-textfile: \(path)", code)
        }
    }
}
