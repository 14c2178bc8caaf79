typealias TestHelpers = Int
