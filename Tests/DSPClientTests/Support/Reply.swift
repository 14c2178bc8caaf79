import DSPClient

/// One scripted answer, or its absence.
enum Reply: Sendable {
    case answer(HTTPResponse)
    case failure(TransportFailure)
    case computed(@Sendable (HTTPRequest) -> HTTPResponse)

    static func json(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> Reply {
        .answer(HTTPResponse(status: status, headers: headers, body: Array(text.utf8)))
    }

    /// In the envelope of v2.1 and later.
    static func data(_ text: String) -> Reply { json(#"{"version":"v2.2","data":\#(text)}"#) }

    /// A list in one page.
    static func list(_ items: [String]) -> Reply {
        let metadata = #"{"total_count":\#(items.count),"request_count":\#(items.count),"offset":0,"limit":1000}"#
        return json(#"{"data":[\#(items.joined(separator: ","))],"metadata":\#(metadata)}"#)
    }

    static func error(_ status: Int, name: String, code: Int? = nil, message: String = "no") -> Reply {
        let code = code.map { #","code":\#($0)"# } ?? ""
        return json(#"{"name":"\#(name)","http":\#(status),"message":"\#(message)"\#(code)}"#, status: status)
    }

    static func status(_ status: Int, headers: HTTPHeaders = [:]) -> Reply {
        json("<html>\(status)</html>", status: status, headers: headers)
    }

    func response(to request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
        switch self {
        case .answer(let response): response
        case .failure(let failure): throw failure
        case .computed(let answer): answer(request)
        }
    }
}
