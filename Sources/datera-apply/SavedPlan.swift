// Reading and writing the file.
import FoundationEssentials
import Planning
import Reporting
import StorageModel

/// A plan that was saved with `plan -o`, read back and found whole.
struct SavedPlan {
    /// As a report of it shows it: without its inputs.
    let record: PlanRecord
    let inputs: PlanInputs

    /// - Throws: `SetupProblem`: 65 when it is no plan, 5 when it is one that was changed.
    init(path: String) throws(SetupProblem) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SetupProblem(.invalidInput, "\(path): no such file, or it cannot be read.")
        }
        var read: PlanRecord
        do {
            read = try PlanFile.read(String(decoding: data, as: UTF8.self))
        } catch {
            switch error {
            case .notAPlan(let what):
                throw SetupProblem(.invalidInput, "\(path): \(what). `plan -o FILE` saves one.")
            case .altered:
                throw SetupProblem(
                    .stale, "\(path) is not as `plan -o` wrote it, so nobody knows what was reviewed. Plan again.")
            case .otherFormat(let format):
                throw SetupProblem(
                    .invalidInput,
                    "\(path) has format \(format); this version reads \(PlanRecord.currentFormat). Plan again.")
            }
        }
        guard let inputs = read.inputs else {
            throw SetupProblem(.invalidInput, "\(path) holds no manifest. `plan -o FILE` saves one.")
        }
        self.inputs = inputs
        (read.inputs, read.integrity) = (nil, nil)
        record = read
    }

    /// How to make it again: the same changes, and no others.
    var options: PlanningOptions { inputs.options(for: Set(record.changes.map(\.address))) }

    static func write(_ plan: PlanRecord, _ inputs: PlanInputs, to path: String) throws(SetupProblem) {
        do {
            try PlanFile.render(plan, inputs: inputs).write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw SetupProblem(.usage, "-o: \(path) cannot be written.")
        }
    }
}
