import StorageModel
import Testing

@Suite struct SentenceTests {
    @Test(arguments: [
        ("Run again", "Run again."), ("Run again.", "Run again."), ("Run again. ", "Run again. "),
        ("Really?", "Really?"),
        ("", ""),
    ])
    func aSentenceEndsWithOneStop(text: String, sentence: String) {
        #expect(text.asSentence == sentence)
    }

    @Test(arguments: ["bad password", "bad password."]) func aRefusedLoginIsTwoSentences(message: String) {
        let failure = ArrayFailure.authenticationRefused(FailedCall("PUT x"), message: message)
        #expect("\(failure)".contains("bad password. Check user"))
    }
}
