/// The full error body; types are those that the Go SDK decodes into.
struct RefusalReport {
    let refusal: Refusal
    let request: SimulatedRequest
    let version: String
    let number: Int
    let now: ArrayTime

    var text: [UInt8] {
        let (status, name) = refusal.kind.wire
        // While the array starts or is overloaded, real boxes leave most of the body out.
        guard refusal.kind != .unavailable else {
            return JSONWriter.encoded([
                "name": .string(name), "http": .int(status), "message": .string(refusal.message),
            ])
        }
        return JSONWriter.encoded([
            "name": .string(name), "code": .int(refusal.code), "http": .int(status),
            "message": .string(refusal.message), "debug": "", "ts": .string(now.iso8601), "api_req_id": .int(number),
            "storage_node_uuid": "", "storage_node_hostname": "node-1", "version": .string(version),
            "op": .string(Operation(method: request.method)?.rawValue ?? request.method.lowercased()),
            "tenant": .string(TenantPath(request.header("tenant") ?? "").description),
            "path": .string(String(request.rawPath)), "params": [:], "connInfo": [:],
            "client_id": "", "client_type": .string(request.header("datera-driver") ?? ""), "tenancy_class": "",
            "errors": .strings(refusal.errors),
        ])
    }
}
