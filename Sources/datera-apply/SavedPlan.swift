import Glibc
import Planning
import Reporting
import StorageModel

/// A plan that was saved with `plan -o`, read back and found whole.
struct SavedPlan {
    /// As a report of it shows it: without its inputs.
    let record: PlanRecord
    let inputs: PlanInputs

    /// - Throws: `CommandError`: 65 when it is not a plan, 5 when it is one that was changed.
    init(path: String) throws(CommandError) {
        let text: String
        do throws(FileProblem) {
            text = try FileContent(of: path).text
        } catch {
            throw CommandError(.invalidInput, "\(path) cannot be read: \(error).")
        }
        var read: PlanRecord
        do {
            read = try PlanFile.read(text)
        } catch {
            switch error {
            case .notAPlan(let what):
                throw CommandError(
                    .invalidInput, "\(path) is not a saved plan: \(what). Create one with `plan -o FILE`.")
            case .altered:
                throw CommandError(
                    .stale, "\(path) was changed after `plan -o` wrote it, so it is not what was reviewed. Plan again.")
            case .otherFormat(let format):
                throw CommandError(
                    .invalidInput,
                    "\(path) has format \(format); this version reads \(PlanRecord.currentFormat). Plan again.")
            }
        }
        guard let inputs = read.inputs else {
            throw CommandError(
                .invalidInput, "\(path) is not a saved plan: it contains no manifest. Create one with `plan -o FILE`.")
        }
        self.inputs = inputs
        (read.inputs, read.integrity) = (nil, nil)
        record = read
    }

    /// How to make it again: the same changes, and no others.
    var options: PlanningOptions { inputs.options(for: Set(record.changes.map(\.address))) }

    /// Before the work that is to fill it: of files that are there, only saved plans are replaced. The name may be that of
    /// the manifest.
    static func requireReplaceable(_ path: String) throws(CommandError) {
        guard FileContent.isPlain(path), let text = try? FileContent(of: path).text, !text.isEmpty else { return }
        do { _ = try PlanFile.read(text) } catch .notAPlan {
            throw CommandError(
                .usage, "-o: \(path) is there and is not a saved plan, so it is not replaced; choose another name.")
        } catch {}
    }

    /// Only its owner may read it: a manifest in it may hold the login of an image's address.
    static func write(_ plan: PlanRecord, _ inputs: PlanInputs, to path: String) throws(CommandError) {
        do throws(FileProblem) {
            try NewFile.write(PlanFile.render(plan, inputs: inputs), to: path, mode: 0o600)
        } catch {
            throw CommandError(.failure, "-o: \(path) cannot be written: \(error).")
        }
    }
}
