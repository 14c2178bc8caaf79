// TODO: issue # to be filed
