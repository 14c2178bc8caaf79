/// What happens to one request besides, or instead of, being carried out.
struct FaultVerdict: Sendable {
    var delay: Duration = .zero
    var refusal: Refusal?
    var dropsBefore = false
    var dropsAfter = false
    var holds: Set<Fault.Point> = []
}
