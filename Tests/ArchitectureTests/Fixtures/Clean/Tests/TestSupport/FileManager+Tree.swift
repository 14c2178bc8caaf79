import Simulation
import Testing

// The type is somebody else's, the topic is ours; and a test may trap: try! is its own affair.
extension FileManager {}
