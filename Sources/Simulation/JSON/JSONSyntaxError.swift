/// Why a text is not JSON, and at which byte.
package struct JSONSyntaxError: Error, Equatable {
    let reason: String
    let offset: Int

    var message: String { "Malformed JSON at byte \(offset): \(reason)" }
}
