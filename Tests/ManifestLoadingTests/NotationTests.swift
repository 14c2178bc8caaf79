import StorageModel
import Testing

@testable import ManifestLoading

/// How quantities, numbers and names are written, and what is suggested to those who write them otherwise.
@Suite struct NotationTests {
    @Test(arguments: [
        ("512GiB", 512), ("512Gi", 512), ("512", 512), ("1TiB", 1024), ("1Ti", 1024), ("0", 0), ("-5GiB", -5),
        ("99999999999999999999", .max), ("9999999999999999TiB", .max),
    ])
    func aSizeIsAWholeNumberOfGiB(text: String, count: Int) {
        #expect(QuantityNotation.size.reading(of: text) == .count(count))
    }

    @Test(arguments: [
        ("100GB", "94GiB"), ("1TB", "932GiB"), ("1.5GiB", "2GiB"), ("0.5TiB", "512GiB"), ("1e3", "1000GiB"),
        ("1,024", "1024GiB"), ("012GiB", "12GiB"), ("0x10", "16GiB"), ("512 gib", "512GiB"),
        ("1P", "1048576GiB"), ("512MB", "1GiB"), ("+5", "5GiB"),
    ])
    func anotherNotationOfASizeIsUnderstoodWellEnoughToSuggestOne(text: String, suggestion: String) {
        #expect(QuantityNotation.size.reading(of: text) == .refused(suggestion: suggestion))
    }

    @Test(arguments: ["", "GiB", "big", "1.2.3GiB", "5 apples", "½GiB", "nan", "inf", "1e999GiB", "٣GiB"])
    func whatIsNoSizeGetsNoSuggestion(text: String) {
        #expect(QuantityNotation.size.reading(of: text) == .refused(suggestion: nil))
    }

    @Test(arguments: [("800MiB/s", 819_200), ("1GiB/s", 1_048_576), ("64KiB/s", 64), ("2048", 2048)])
    func aBandwidthIsAWholeNumberOfKiBPerSecond(text: String, count: Int) {
        #expect(QuantityNotation.bandwidth.reading(of: text) == .count(count))
    }

    @Test(arguments: [
        ("800MB/s", "781250KiB/s"), ("800Mi", "819200KiB/s"), ("1.5MiB/s", "1536KiB/s"), ("1gbps", "976563KiB/s"),
    ])
    func anotherNotationOfABandwidthIsUnderstoodWellEnough(text: String, suggestion: String) {
        #expect(QuantityNotation.bandwidth.reading(of: text) == .refused(suggestion: suggestion))
    }

    @Test func onlyPlainDecimalNumbersAreIntegers() {
        for text in ["0", "7", "-7", "1234567890"] { #expect(IntegerSyntax.isInteger(text)) }
        for text in ["", "-", "--1", "+1", "01", "-01", "1.0", "0x1", "1e3", "1_0", "٣"] {
            #expect(!IntegerSyntax.isInteger(text), "\(text)")
        }
    }

    @Test func theNearestWordIsTheOneThatWasMeant() {
        let words = ["replica_count", "ip_pool", "size", "type"]
        #expect(Suggestion.nearest(to: "replica_cuont", among: words) == "replica_count")
        #expect(Suggestion.nearest(to: "IP_POOL", among: words) == "ip_pool")
        #expect(Suggestion.nearest(to: "siez", among: words) == "size")
        #expect(Suggestion.nearest(to: "tipe", among: words) == "type")
        #expect(Suggestion.nearest(to: "pool", among: words) == nil)
        #expect(Suggestion.nearest(to: "", among: words) == nil)
        #expect(Suggestion.nearest(to: String(repeating: "x", count: 1000), among: words) == nil)
    }

    @Test(arguments: [
        "iqn.1993-08.org.debian:01:db01", "iqn.2005-03.org.open-iscsi:nova-1", "eui.0123456789ABCDEF",
        "iqn.1991-05.com.microsoft:host.example.com", "iqn.2026-19.a.b:",
    ])
    func theDSPsInitiatorNamesAreAccepted(text: String) {
        #expect(InitiatorPattern.accepts(text))
    }

    @Test(arguments: [
        "", "iqn.", "eui.", "iqn.1993-08.org", "iqn.1993-28.org.debian", "iqn.93-08.org.debian:1",
        "eui.0123456789ABCDEG",
        "eui.0123456789ABCDEF0", "iqn.1993-08.org.debian:a/b", "iqn.1993-08.org.debian:a b", "naa.0123456789abcdef",
        "iqn.1993-08.a." + String(repeating: "b", count: 210),
    ])
    func otherInitiatorNamesAreRefused(text: String) {
        #expect(!InitiatorPattern.accepts(text))
    }

    @Test func aLongTextIsCutWhereAMessageShowsIt() {
        #expect("a\nb\tc".quoted == "`a b c`")
        #expect(String(repeating: "x", count: 100).quoted == "`\(String(repeating: "x", count: 60))…`")
    }
}
