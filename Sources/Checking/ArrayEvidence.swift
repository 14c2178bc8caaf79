package import Configuring
package import DSPClient
package import StorageModel

/// What was found on the way to the array and on it. What is nil was not tried, because something before it has failed.
package struct ArrayEvidence: Sendable {
    package enum Lookup: Sendable, Equatable {
        /// The host is an address, so that no name has to be looked up.
        case address
        /// The way leads through a proxy, which looks the name up.
        case byProxy(String)
        case found([String])
        case failed(reason: String)
        case timedOut(after: Duration)
    }

    /// A lease that is on the array.
    package struct Lease: Sendable, Equatable {
        package var stack: String
        package var reading: LeaseReading
        /// Whether its run is known to be over.
        package var isRemains: Bool

        package init(stack: String, reading: LeaseReading, isRemains: Bool) {
            self.stack = stack
            self.reading = reading
            self.isRemains = isRemains
        }
    }

    /// How the array is reached, or why that is not known.
    package enum Settings: Sendable {
        case found(ConnectionSettings)
        case missing(reason: String)
    }

    package var settings: Settings
    /// The tenant that resources get which name none; nil for `/root`.
    package var tenant: TenantPath?
    package var lookup: Lookup?
    package var probe: AddressProbe?
    /// This machine's clock when the probe was answered.
    package var timeOfDay: UTCSecond?
    package var login: Result<APIVersion, ArrayFailure>?
    package var health: Result<ArrayHealth, ArrayFailure>?
    package var observed: Result<ObservedState, ArrayFailure>?
    package var leases: Result<[Lease], ArrayFailure>?

    package init(settings: Settings) { self.settings = settings }

    /// Whether an address is known to which a connection can be tried.
    package var isResolved: Bool {
        switch lookup {
        case .address, .byProxy, .found: true
        case .failed, .timedOut, nil: false
        }
    }

    /// Whether the address was found to lead to a DSP, so that a password may be sent there.
    package var leadsToArray: Bool {
        switch probe?.outcome {
        case .dsp, .busy: true
        case .foreign, .failed, nil: false
        }
    }
}
