/// A finished set-up with the newest software there is: nothing to initialise and nothing to upgrade to.
enum UpgradeRules {
    static let routes: [Route] = [
        Route(.read, "/init/config", "Show the initial configuration") { state, _ throws(Refusal) in
            .entity(["path": "/init/config", "initialized": true, "name": .string(state.name)])
        },
        Route(.read, "/upgrade/available", "List the builds to upgrade to") { _, _ throws(Refusal) in .list([]) },
        Route(
            .update, "/upgrade", "Upgrade to a build",
            schema: .fixed(.object(["build_id": .string], required: ["build_id"]))
        ) { _, call throws(Refusal) in
            throw .invalidRequest("Build \(call["build_id"]?.string ?? "") does not exist.")
        },
    ]
}
