// TODO: goldens are data, so no rule looks at them.
