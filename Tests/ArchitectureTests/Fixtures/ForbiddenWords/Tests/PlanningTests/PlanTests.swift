public let answer = try! compute() as! Int
