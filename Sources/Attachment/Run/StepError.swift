/// Why a step was not done: what the user is told, or what ends the whole run.
enum StepError: Error {
    case problem(HostProblem)
    case failure(HostFailure)
}
