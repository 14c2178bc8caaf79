/// What users of Terraform, kubectl, Ansible and OpenStack type, and what it is called here.
enum WordsOfOtherTools {
    struct Meaning: Sendable {
        /// What to type instead, without the name of the program.
        var word: String
        var reason: String
    }

    /// By command path and word: `image upload`.
    static let commands: [String: Meaning] = [
        "import": Meaning(word: "adopt", reason: "it takes ownership of existing volumes"),
        "diff": Meaning(word: "plan", reason: "it shows what differs from the manifest"),
        "preview": Meaning(word: "plan", reason: "it shows what apply would do"),
        "get": Meaning(word: "list", reason: "it shows what is on the array"),
        "ls": Meaning(word: "list", reason: "it shows what is on the array"),
        "state": Meaning(word: "list", reason: "there is no state file; the array is the state"),
        "describe": Meaning(word: "explain", reason: "it shows where each value of a resource comes from"),
        "refresh": Meaning(word: "drift", reason: "it compares the array with the manifest"),
        "check": Meaning(word: "validate", reason: "it checks a manifest without an array"),
        "fmt": Meaning(word: "validate", reason: "there is no formatter, because it would lose comments"),
        "example": Meaning(word: "init", reason: "it writes a first manifest"),
        "new": Meaning(word: "init", reason: "it writes a first manifest"),
        "quota": Meaning(word: "capacity", reason: "it shows how much each tenant has"),
        "lint": Meaning(word: "validate", reason: "it checks a manifest without an array"),
        "sync": Meaning(word: "apply", reason: "it makes the array match the manifest"),
        "up": Meaning(word: "apply", reason: "it makes the array match the manifest"),
        "deploy": Meaning(word: "apply", reason: "it makes the array match the manifest"),
        "create": Meaning(word: "apply", reason: "it creates what the manifest declares"),
        "delete": Meaning(word: "destroy", reason: "it moves volumes of a stack to the trash"),
        "rm": Meaning(word: "destroy", reason: "it moves volumes of a stack to the trash"),
        "unlock": Meaning(word: "lock release", reason: "it removes the lease of a run that has ended"),
        "force-unlock": Meaning(word: "lock release", reason: "it removes the lease of a run that has ended"),
        "dump": Meaning(word: "export", reason: "it writes a manifest of what is on the array"),
        "version": Meaning(word: "--version", reason: "it prints the version, the commit and the API versions"),
        "snapshot create": Meaning(
            word: "apply", reason: "snapshots are declared under `snapshots` in the manifest"),
        "snapshot delete": Meaning(word: "apply", reason: "snapshots are deleted by `removed` in the manifest"),
        "image create": Meaning(word: "image import", reason: "it copies an image file to a volume"),
        "image upload": Meaning(word: "image import", reason: "it copies an image file to a volume"),
        "image save": Meaning(word: "image export", reason: "it copies a volume to an image file"),
        "host attach": Meaning(word: "host apply", reason: "it attaches and detaches the volumes of a stack"),
        "host detach": Meaning(word: "host apply", reason: "it attaches and detaches the volumes of a stack"),
        "trash empty": Meaning(word: "trash purge --all", reason: "it deletes all that a stack has in the trash"),
    ]

    /// By option.
    static let options: [String: Meaning] = [
        "--auto-approve": Meaning(word: "--yes", reason: "it does not ask"),
        "--assume-yes": Meaning(word: "--yes", reason: "it does not ask"),
        "--confirm": Meaning(word: "--yes", reason: "it does not ask"),
        "--dry-run": Meaning(word: "plan", reason: "it shows what apply would do and changes nothing"),
        "--check": Meaning(word: "plan", reason: "it shows what apply would do and changes nothing"),
        "--output": Meaning(word: "--format", reason: "it sets the format of the output"),
        "-o": Meaning(word: "--format", reason: "it sets the format of the output"),
        "--json": Meaning(word: "--format json", reason: "it writes JSON"),
        "--filename": Meaning(word: "-f", reason: "it names the manifest"),
        "--namespace": Meaning(word: "--tenant", reason: "it names the tenant"),
        "--project": Meaning(word: "--tenant", reason: "it names the tenant"),
        "-n": Meaning(word: "--tenant", reason: "it names the tenant"),
        "--server": Meaning(word: "--mgmt", reason: "it names the management address"),
        "--endpoint": Meaning(word: "--mgmt", reason: "it names the management address"),
        "--username": Meaning(word: "--user", reason: "it names the user"),
        "--password": Meaning(
            word: "--password-file", reason: "a password on the command line can be read by other users"),
        "--verbose": Meaning(word: "--log-level debug", reason: "it logs every request"),
        "--debug": Meaning(word: "--log-level debug", reason: "it logs every request"),
        "-v": Meaning(word: "--log-level debug", reason: "it logs every request"),
        "--quiet": Meaning(word: "--log-level error", reason: "it logs errors only"),
        "--refresh-only": Meaning(word: "drift", reason: "it compares the array with the manifest"),
        "--destroy": Meaning(word: "destroy", reason: "it plans the removal of the volumes of a stack"),
        "--workers": Meaning(word: "--parallelism", reason: "it sets the number of steps at a time"),
        "--forks": Meaning(word: "--parallelism", reason: "it sets the number of steps at a time"),
    ]
}
