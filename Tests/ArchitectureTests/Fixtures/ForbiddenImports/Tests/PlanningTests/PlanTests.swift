// Test targets have no row: they may import what they test with.
import Foundation
