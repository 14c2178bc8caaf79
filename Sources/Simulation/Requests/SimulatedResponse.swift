/// One HTTP answer. Where `Simulator` answers nil instead, the connection is dropped without an answer.
package struct SimulatedResponse: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension SimulatedResponse {
    /// An answer as the array sends every one: JSON, with the array's clock in `Date`.
    init(status: Int, json: [UInt8], at time: ArrayTime) {
        self.init(
            status: status,
            headers: [("Content-Type", "application/json; charset=utf-8"), ("Date", time.httpDate)],
            body: json)
    }
}
