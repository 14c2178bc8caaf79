// For the environment.
import FoundationEssentials
package import Testing

extension Trait where Self == ConditionTrait {
    /// For a test that takes more than about two seconds: `make test` runs it, `make check` (`QUICK_TESTS=1`) skips it.
    package static var thorough: Self {
        .disabled(if: ProcessInfo.processInfo.environment["QUICK_TESTS"] == "1", "left to `make test`")
    }
}
