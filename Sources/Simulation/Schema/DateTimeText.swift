/// The date-times that a snapshot policy may start at: `1970-01-01T00:00:30+00:00`, `2020-05-01T10:00:00.000Z`.
enum DateTimeText {
    static func isDateTime(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count >= 20, matches(scalars[..<19], shape: "dddd-dd-ddTdd:dd:dd") else { return false }
        let fractionEnd = fractionEnd(in: scalars)
        let zone = scalars[fractionEnd...]
        return zone.elementsEqual("Z".unicodeScalars) || matches(zone, shape: "+dd:dd")
            || matches(zone, shape: "-dd:dd")
    }

    private static func fractionEnd(in scalars: [Unicode.Scalar]) -> Int {
        guard scalars[19] == "." else { return 19 }
        return scalars[20...].firstIndex { !$0.isDigit } ?? scalars.endIndex
    }

    /// Whether `scalars` looks like `shape`, in which `d` stands for a digit.
    private static func matches(_ scalars: ArraySlice<Unicode.Scalar>, shape: String) -> Bool {
        let shape = Array(shape.unicodeScalars)
        return scalars.count == shape.count && zip(scalars, shape).allSatisfy { $1 == "d" ? $0.isDigit : $0 == $1 }
    }
}
