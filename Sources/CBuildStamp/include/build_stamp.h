#pragma once

/// The version of both programs; CHANGELOG.md has its entry.
#define BUILD_STAMP_RELEASE "0.1.0"

/// The commit that this was built from; NULL when the build was not given one. A C file of its own, so that another commit
/// compiles nothing else anew.
const char *build_stamp_commit(void);
