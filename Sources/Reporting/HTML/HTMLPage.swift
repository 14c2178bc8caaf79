/// One self-contained page: nothing is loaded from elsewhere, and it can be sent, archived and printed.
struct HTMLPage {
    /// What it is about, for its title.
    var title: String
    /// What sort of page it is, in one word.
    var kind: String
    var heading: String
    var subtitle: String
    /// What a reader has to know first.
    var verdict: Markup
    var sections: [Markup]
    var footer: [Markup]

    func render() -> String {
        let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src '\(PageScript.hash)'"
        let head = Markup.element(
            "head", [:],
            .element("meta", ["charset": "utf-8"]),
            .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
            .element("title", [:], .text(title)),
            .element("style", [:], .verbatim(PageStyle.text)))
        let body = Markup.element(
            "body", [:],
            .element("a", ["class": "skip", "href": "#main"], "Skip to the contents"),
            .element(
                "div", ["class": "page"],
                .element(
                    "header", [:],
                    .element("p", ["class": "kind"], .text(kind)), .element("h1", [:], .text(heading)),
                    .element("p", ["class": "muted"], .text(subtitle))),
                .element("main", ["id": "main"], [verdict] + sections),
                .element("footer", [:], footer)),
            .element("script", [:], .verbatim(PageScript.text)))
        return "<!DOCTYPE html>\n" + Markup.element("html", ["lang": "en"], head, body).render(.html) + "\n"
    }
}
