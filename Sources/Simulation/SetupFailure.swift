/// Why a simulator cannot start as it was told to.
package struct SetupFailure: Error, CustomStringConvertible {
    package let description: String
}
