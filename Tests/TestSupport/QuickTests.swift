// For the environment.
import FoundationEssentials
package import Testing

/// What `make check` does less of than `make test`, and `make test` less than `make soak`.
package enum QuickTests {
    fileprivate static let isOn = ProcessInfo.processInfo.environment["QUICK_TESTS"] == "1"
    private static let isSoak = ProcessInfo.processInfo.environment["SOAK"] == "1"

    /// Seeds for a property of random input: all of them for `make soak`, a third for `make test`, ten at most for
    /// `make check`.
    package static func seeds(_ count: UInt64) -> ClosedRange<UInt64> {
        1...(isSoak ? count : min(isOn ? 10 : .max, max(count / 3, 5)))
    }
}

extension Trait where Self == ConditionTrait {
    /// For a test that takes more than about two seconds: `make test` runs it, `make check` (`QUICK_TESTS=1`) skips it.
    package static var thorough: Self { .disabled(if: QuickTests.isOn, "left to `make test`") }
}
