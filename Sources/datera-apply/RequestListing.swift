import DSPClient
import Planning
import StorageModel

/// The requests of a plan's steps, in the order of the plan: what `plan --requests` prints.
enum RequestListing {
    static func text(of plan: Plan) -> String {
        var text = ""
        for step in plan.graph.steps {
            switch step.action {
            case .call(let call):
                text += "\(step.id.shown())\n\(requestText(RequestPreview(call, api: plan.cluster.api)))\n"
            case .writeImage(let write):
                text +=
                    "\(step.id.shown())\n    copies \(write.image.description.shown()) over iSCSI as \(write.writer)\n"
            }
        }
        let count = plan.graph.steps.count
        return text + "\(count) request\(count == 1 ? "" : "s"), besides login, lease and reads.\n"
    }

    private static func requestText(_ request: RequestPreview) -> String {
        var text = "    \(request.method) \(request.path)"
        if let tenant = request.tenant { text += "  tenant: \(tenant)" }
        return text + "\n" + (request.body.map { "    \($0)\n" } ?? "")
    }
}
