/// A plan. TODO: say more.
struct Plan {
    // TODO(#34) is fine.
    // FIXME
    let steps: [Int] = []  // XXX later
    let mark = "TODO"
}
