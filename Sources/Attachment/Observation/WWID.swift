/// The worldwide name of a SCSI device, in the two ways in which it is written.
enum WWID {
    /// As multipath and udev write it, of what sysfs has: `naa.6001…` is `36001…`.
    ///
    /// The digit is the type of the designator (SPC-4, 7.8.6).
    static func ofMultipath(_ text: String) -> String? {
        let types = ["naa.": "3", "eui.": "2", "t10.": "1"]
        guard let (prefix, digit) = types.first(where: { text.hasPrefix($0.key) }) else { return nil }
        let rest = text.dropFirst(prefix.count)
        guard !rest.isEmpty else { return nil }
        // A T10 name has blanks in it, which udev makes underscores: one for a run of them.
        let words = rest.split(separator: " ", omittingEmptySubsequences: true)
        return digit + words.joined(separator: "_")
    }
}
