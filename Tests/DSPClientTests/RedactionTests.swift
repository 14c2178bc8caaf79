import DSPClient
import StorageModel
import Testing

@Suite struct RedactionTests {
    private static func everyPrintOf(_ value: some Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value)" + String(reflecting: value) + dumped
    }

    @Test func requestsAndResponsesNeverShowTokensOrBodies() {
        let request = HTTPRequest(
            method: .put, endpoint: Endpoint(host: "array.test"), path: "/v2.3/login",
            headers: ["Auth-Token": "s3cret"], body: Array("s3cret".utf8))
        let response = HTTPResponse(status: 200, headers: ["Set-Cookie": "s3cret"], body: Array("s3cret".utf8))
        for text in [Self.everyPrintOf(request), Self.everyPrintOf(response)] {
            #expect(!text.contains("s3cret") && !text.contains("115"))
        }
        #expect("\(request)" == "PUT https://array.test:7718/v2.3/login")
    }

    @Test func aConfigurationNeverShowsThePassword() {
        #expect(!Self.everyPrintOf(DSPConfiguration.scripted).contains("hunter22"))
    }
}
