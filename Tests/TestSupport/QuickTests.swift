// For the environment.
import FoundationEssentials
package import Testing

/// What `make check` does less of than `make test`.
package enum QuickTests {
    fileprivate static let isOn = ProcessInfo.processInfo.environment["QUICK_TESTS"] == "1"

    /// Seeds for a property of random stacks: all of them, or ten at most for `make check`.
    package static func seeds(_ count: UInt64) -> ClosedRange<UInt64> { 1...(isOn ? min(count, 10) : count) }
}

extension Trait where Self == ConditionTrait {
    /// For a test that takes more than about two seconds: `make test` runs it, `make check` (`QUICK_TESTS=1`) skips it.
    package static var thorough: Self { .disabled(if: QuickTests.isOn, "left to `make test`") }
}
