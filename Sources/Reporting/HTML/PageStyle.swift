/// How pages look: on a screen, dark or light, and on paper.
enum PageStyle {
    static let text: StaticString = """
        :root { color-scheme: light dark;
          --ground: #ffffff; --card: #f5f7fa; --line: #d5dbe3; --text: #16202c; --muted: #515c6a; --accent: #0b57a4;
          --red: #a30f2d; --red-ground: #ffebec; --amber: #7a4a00; --amber-ground: #fff3d6;
          --green: #0f6130; --green-ground: #e0f5e6; --blue: #0a4f96; --blue-ground: #e2f0ff; --track: #dde3ea;
          --used: #3d6ea8; --grown: #e08a00; --gone: #8fa3ba; }
        @media (prefers-color-scheme: dark) { :root {
          --ground: #0f151c; --card: #18212b; --line: #33404e; --text: #e8edf3; --muted: #a7b3c0; --accent: #8cc2ff;
          --red: #ff9aa6; --red-ground: #3f1720; --amber: #f5c76a; --amber-ground: #37290c;
          --green: #86dfa5; --green-ground: #12301e; --blue: #9ccbff; --blue-ground: #122c49; --track: #2a3542;
          --used: #6ba3e0; --grown: #f0a63c; --gone: #5b6b7d; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
        .page { max-width: 1120px; margin: 0 auto; padding: 0 24px 48px; }
        .skip { position: absolute; left: -9999px; }
        .skip:focus { left: 8px; top: 8px; background: var(--ground); padding: 8px 12px; }
        header { padding: 28px 0 4px; }
        .kind { margin: 0; color: var(--muted); font-size: 13px; letter-spacing: .08em; text-transform: uppercase; }
        h1 { margin: 0; font-size: 28px; line-height: 1.25; overflow-wrap: anywhere; }
        h2 { margin: 36px 0 12px; font-size: 18px; }
        h3 { margin: 0; font-size: 15px; overflow-wrap: anywhere; }
        p { margin: 4px 0; }
        .muted { color: var(--muted); }
        a { color: var(--accent); }
        code, .mono { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        .verdict { margin: 18px 0 0; padding: 12px 16px; border-radius: 8px; border-left: 6px solid; font-weight: 600; }
        .verdict p { font-weight: 400; }
        .bad { background: var(--red-ground); color: var(--red); border-color: var(--red); }
        .careful { background: var(--amber-ground); color: var(--amber); border-color: var(--amber); }
        .good { background: var(--green-ground); color: var(--green); border-color: var(--green); }
        .info { background: var(--blue-ground); color: var(--blue); border-color: var(--blue); }
        .tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 18px 0 0; padding: 0; list-style: none; }
        .tiles li { flex: 1 1 130px; background: var(--card); border: 1px solid var(--line); border-radius: 8px;
          padding: 10px 14px; }
        .tiles strong { display: block; font-size: 26px; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .tiles .fill { flex: 2 1 280px; } .tiles .fill .bar { margin: 6px 0 4px; }
        .tiles .zero strong { color: var(--muted); font-weight: 400; }
        .tiles .red strong { color: var(--red); } .tiles .amber strong { color: var(--amber); }
        .tiles .green strong { color: var(--green); } .tiles .blue strong { color: var(--blue); }
        .card { border: 1px solid var(--line); border-radius: 8px; margin: 10px 0; padding: 12px 16px;
          border-left-width: 6px; }
        .card.bad { border-color: var(--red); color: var(--text); }
        .card.careful { border-color: var(--amber); color: var(--text); }
        .badge { display: inline-block; padding: 0 8px; border-radius: 10px; font-size: 13px; font-weight: 600;
          white-space: nowrap; }
        details { border: 1px solid var(--line); border-radius: 8px; margin: 8px 0; }
        details.bad, details.careful { border-left-width: 6px; background: none; color: var(--text); }
        details.bad { border-color: var(--red); } details.careful { border-color: var(--amber); }
        summary { padding: 10px 14px; cursor: pointer; overflow-wrap: anywhere; }
        summary:hover { background: var(--card); }
        details[open] > summary { border-bottom: 1px solid var(--line); }
        summary:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
        .inside { padding: 10px 14px 14px; }
        .scroll { overflow-x: auto; }
        .scroll:focus-visible { outline: 3px solid var(--accent); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--muted); padding: 4px 0; }
        th, td { text-align: left; vertical-align: top; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line);
          overflow-wrap: break-word; }
        td code, th code, td .mono { overflow-wrap: normal; }
        th { font-weight: 600; } thead th { color: var(--muted); font-size: 13px; }
        td.number, th.number { text-align: right; white-space: nowrap; width: 1%; padding-right: 24px; }
        .group th { padding-top: 16px; color: var(--muted); font-size: 13px; }
        .source { margin-left: 10px; } .harm { margin: 6px 0; padding-left: 20px; font-weight: 600; }
        .bar { display: block; width: 100%; min-width: 120px; height: 16px; border-radius: 4px; background: var(--track); }
        .bar .now { fill: var(--used); } .bar .grown { fill: var(--grown); } .bar .gone { fill: var(--gone); }
        td.wide { width: 42%; vertical-align: middle; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 4px 0 10px; color: var(--muted); font-size: 13px; }
        .legend svg { width: 14px; height: 14px; border-radius: 3px; vertical-align: -2px; margin-right: 6px; }
        .legend .now { fill: var(--used); } .legend .grown { fill: var(--grown); } .legend .gone { fill: var(--gone); }
        .search { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; margin: 0 0 10px; }
        .search[hidden] { display: none; }
        .search input { flex: 0 1 320px; font: inherit; padding: 6px 10px; border: 1px solid var(--muted);
          border-radius: 6px; background: var(--ground); color: var(--text); }
        [data-gone] { display: none !important; }
        footer { margin-top: 40px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--muted); }
        @media (max-width: 600px) {
          .page { padding: 0 14px 32px; } h1 { font-size: 22px; } .tiles li { flex-basis: 40%; padding: 8px 12px; }
          .tiles strong { font-size: 22px; } th, td, td.number, th.number { padding-right: 12px; }
          .shares thead { position: absolute; left: -9999px; } .shares tr { display: block; padding: 6px 0;
            border-bottom: 1px solid var(--line); } .shares th, .shares td { display: inline-block; border: 0; padding: 1px 10px 1px 0; }
          .shares td.wide { display: block; width: 100%; } .shares td.number { width: auto; } }
        @media print {
          :root { --ground: #fff; --card: #fff; --line: #bbb; --text: #000; --muted: #444; --red: #900; --amber: #740;
            --green: #052; --blue: #036; --red-ground: #fff; --amber-ground: #fff; --green-ground: #fff;
            --blue-ground: #fff; --used: #777; --grown: #000; --gone: #ccc; --track: #eee; }
          body { font-size: 11px; } .page { max-width: none; padding: 0; } .search, .skip { display: none; }
          details::details-content { content-visibility: visible; block-size: auto; }
          .card, tr { break-inside: avoid; } }
        """
}
