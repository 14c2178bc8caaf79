#pragma once

/// The commit that this was built from; NULL when nobody told the build. A C file of its own, so that another commit
/// compiles nothing else anew.
const char *build_stamp_commit(void);
