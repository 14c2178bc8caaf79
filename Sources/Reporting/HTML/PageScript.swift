import StorageModel

/// The search field, and what has to be open on paper. A page says everything without it.
enum PageScript {
    static let text: StaticString = """
        (function () {
          var box = document.querySelector(".search");
          var details = function () { return Array.from(document.querySelectorAll("details")); };
          addEventListener("beforeprint", function () {
            details().forEach(function (one) { one.dataset.was = one.open ? "1" : ""; one.open = true; });
          });
          addEventListener("afterprint", function () {
            details().forEach(function (one) { one.open = one.dataset.was === "1"; });
          });
          if (!box) { return; }
          box.hidden = false;
          var count = box.querySelector("output");
          box.querySelector("input").addEventListener("input", function (event) {
            var words = event.target.value.toLowerCase().split(" ").filter(Boolean);
            var matches = 0;
            document.querySelectorAll("[data-find]").forEach(function (item) {
              var text = item.textContent.toLowerCase();
              var found = words.every(function (word) { return text.indexOf(word) >= 0; });
              item.toggleAttribute("data-gone", !found);
              if (found) { matches += 1; }
            });
            details().forEach(function (one) {
              var items = one.querySelectorAll("[data-find]");
              if (!items.length) { return; }
              var some = Array.from(items).some(function (item) { return !item.hasAttribute("data-gone"); });
              one.toggleAttribute("data-gone", !some);
              if (words.length && some) { one.open = true; }
            });
            count.textContent = words.length ? matches + " found" : "";
          });
        })();
        """

    /// What a browser compares it with before it runs it.
    static let hash = "sha256-" + base64(ofHex: Digest.sha256(text.description))

    private static func base64(ofHex hex: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bits = hex.compactMap(\.hexDigitValue).flatMap { digit in [8, 4, 2, 1].map { digit & $0 == 0 ? 0 : 1 } }
        var text = ""
        for start in stride(from: 0, to: bits.count, by: 6) {
            let group = bits[start..<min(start + 6, bits.count)]
            let padded = Array(group) + Array(repeating: 0, count: 6 - group.count)
            text.append(alphabet[padded.reduce(0) { $0 * 2 + $1 }])
        }
        return text + String(repeating: "=", count: (4 - text.count % 4) % 4)
    }
}
