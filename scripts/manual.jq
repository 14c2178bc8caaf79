# A manual page (man(7)) of what a program says with --experimental-dump-help, ArgumentParser's description of itself.
# Arguments: $version; $date, which may be empty.
#
# Options that several verbs share are described once, and named where they can be given.

# Text for roff: no escape, no accidental request at the start of a line, and real hyphens, so that options can be copied.
def roff: gsub("\\\\"; "\\e") | gsub("-"; "\\-") | gsub("(?<start>^|\n)(?<sign>[.'])"; "\(.start)\\&\(.sign)");
def bold: "\\fB\(roff)\\fR";
def italic: "\\fI\(roff)\\fR";

def spelling: (if .kind == "short" then "-" else "--" end) + .name;
def spellings: [.names[]? | spelling | bold] | join(", ");
def value: if .kind == "flag" then "" else " " + (.valueName | italic) end;

def title: if .kind == "positional" then .valueName | italic else spellings + value end;

def remarks:
    (if .allValues then "One of " + (.allValues | join(", ")) + "." else empty end),
    (if .defaultValue then "Without it: \(.defaultValue)." else empty end);

def entry: ".TP\n\(title)\n" + ([.abstract // "", .discussion // empty, remarks] | join(" ") | roff);

# --help and --version, which every program has, are described by themselves.
def given: .shouldDisplay and (any(.names[]?; .name == "help" or .name == "version") | not);

def usage:
    [.arguments[]? | select(given and .kind == "positional") | (if .isRepeating then "..." else "" end) as $more
        | if .isOptional then "[\(.valueName | italic)\($more)]" else (.valueName | italic) + $more end]
    | join(" ");

# Verbs without verbs of their own, each with its whole name.
def verbs($path):
    .subcommands[]? | select(.shouldDisplay and .commandName != "help")
    | ($path + [.commandName]) as $path
    | if any(.subcommands[]?; .commandName != "help") then verbs($path) else . + {path: ($path | join(" "))} end;

def paragraphs: split("\n\n") | map(roff) | join("\n.PP\n");

.command
| .commandName as $name
| [verbs([])] as $verbs
| ([$verbs[].arguments[]? | select(given and .kind != "positional")] | group_by([.names, .abstract])
    | map(select(length > 3) | .[0]) | sort_by([.names[].name] | max_by(length))) as $shared
| ([$shared[] | [.names, .abstract]]) as $sharedKeys
| def isShared: [.names, .abstract] as $key | any($sharedKeys[]; . == $key);
(.discussion // "" | split("\n\nExit codes:\n")) as $discussion
| ".TH \($name | ascii_upcase | roff) 1 \"\($date)\" \"\($name) \($version)\"",
".SH NAME", "\($name | roff) \\- \(.abstract | rtrimstr(".") | roff)",
".SH SYNOPSIS",
(if ($verbs | length) > 0 then "\($name | bold) \("verb" | italic) [\("option" | italic)...]"
    else "\($name | bold) [\("option" | italic)...]" end),
".SH DESCRIPTION", ($discussion[0] | paragraphs),
(if ($verbs | length) > 0 then ".SH VERBS" else ".SH OPTIONS" end),
($verbs[] |
    ".SS \"\($name | roff) \(.path | roff)\"",
    (if usage == "" then empty else "\($name | bold) \(.path | bold) \(usage) [\("option" | italic)...]", ".PP" end),
    (.abstract | roff),
    (if .discussion then ".PP\n" + (.discussion | paragraphs) else empty end),
    (.arguments[]? | select(given and (isShared | not)) | entry),
    ([.arguments[]? | select(given and .kind != "positional" and isShared) | .preferredName | spelling | bold]
        | if length > 0 then ".PP\nAlso: " + join(", ") + "." else empty end)),
(if ($verbs | length) > 0 then ".SH SHARED OPTIONS" else empty end),
(if ($verbs | length) > 0 then $shared[] else .arguments[]? | select(given) end | entry),
".TP", "\("--version" | bold), \("--help" | bold)",
    "Print the version, or what can be given here; \("--help" | roff) works after each verb too.",
([$verbs[].arguments[]? | select(given)
    | .preferredName as $option | (.abstract // "") | scan("\\[(DAT_[A-Z]+)") | {variable: .[0], option: ($option | spelling)}]
    | unique | if length > 0 then ".SH ENVIRONMENT", (.[] | ".TP\n\(.variable | bold)\nWhat \(.option | roff) sets.") else empty end),
(if $discussion[1] then
    ".SH EXIT STATUS",
    ($discussion[1] | split("\n")[] | capture("^ *(?<code>[0-9/]+) +(?<meaning>.*)")
        | ".TP\n\(.code | bold)\n\(.meaning | roff)")
else empty end)
