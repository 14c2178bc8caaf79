extension SourceTree {
    /// Imports that the table does not allow, and targets that it does not know.
    ///
    /// SwiftPM lets a target import what another one happens to depend on, so the manifest alone does not hold this.
    var importViolations: [Violation] {
        (targets + ["Tests/TestSupport"]).flatMap { target -> [Violation] in
            guard let row = ImportTable.rows[target] else {
                return [Violation(path: target, message: "has no row in the import table")]
            }
            return files(in: target).flatMap { file in
                file.source.imports.compactMap { statement in
                    row.objection(to: statement).map {
                        Violation(path: file.path, line: statement.line, message: $0)
                    }
                }
            }
        }
    }
}

extension SourceTree {
    /// Grants of the table that no file makes use of: each would let something in unseen.
    var grantViolations: [Violation] {
        ImportTable.rows.sorted { $0.key < $1.key }.flatMap { target, row -> [Violation] in
            var used = Set(files(in: target).flatMap { $0.source.imports.map(\.module) })
            // Which of these a file names depends on the platform.
            if !used.isDisjoint(with: ImportTable.cLibrary) { used.formUnion(ImportTable.cLibrary) }
            return row.granted.subtracting(used).sorted().map {
                Violation(path: target, message: "may import \($0), but does not")
            }
        }
    }
}

extension ImportRow {
    /// What is wrong with an import; nil where nothing is.
    fileprivate func objection(to statement: ImportStatement) -> String? {
        let module = statement.module
        if ImportTable.never.contains(module) { return "imports \(module), which no target may" }
        if ImportTable.withReason.contains(module) {
            return statement.comment == nil ? "imports \(module) without a // comment that says why" : nil
        }
        return allowed.contains(module) ? nil : "imports \(module), which its target may not"
    }
}
