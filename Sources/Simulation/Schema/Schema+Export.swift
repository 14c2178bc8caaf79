extension Schema {
    /// The schema as `/api` shows it, with the recorded keywords.
    var exported: JSONValue {
        var members = JSONObject()
        if !allowsMore { members["additionalProperties"] = false }
        if !choices.isEmpty { members["enum"] = .strings(choices) }
        if isDateTime { members["format"] = "date-time" }
        if !internalChoices.isEmpty { members["internal_enums"] = .strings(internalChoices) }
        if let item = items.first { members["items"] = item.exported }
        if let maximum { members["maximum"] = .int(maximum) }
        if let maximumLength { members["maxLength"] = .int(maximumLength) }
        if let minimum { members["minimum"] = .int(minimum) }
        if let minimumLength { members["minLength"] = .int(minimumLength) }
        if let pattern { members["pattern"] = .string(pattern.source) }
        if let properties {
            members["properties"] = .object(
                JSONObject(
                    properties.sorted { $0.key < $1.key }.map { ($0.key, $0.value.exported) }))
            if !required.isEmpty { members["required"] = .strings(required) }
        }
        if let kind = kinds.first {
            members["type"] = kinds.count == 1 ? .string(kind.rawValue) : .strings(kinds.map(\.rawValue))
        }
        return .object(members)
    }
}
