/// A sentence about the type that follows, not about the import.
import FoundationEssentials
