import Execution
import FoundationEssentials  // formatted numbers
import FoundationNetworking
