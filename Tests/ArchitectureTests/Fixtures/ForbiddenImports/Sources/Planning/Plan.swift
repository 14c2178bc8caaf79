package import DSPClient
import Diagnostics
@preconcurrency private import Foundation
import Glibc
@_spi(Testing) internal import Reporting
import StorageModel

import struct ManifestLoading.Stack
