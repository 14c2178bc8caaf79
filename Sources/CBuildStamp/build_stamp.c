#include "build_stamp.h"

#ifdef DATERA_APPLY_COMMIT
#define TEXT(token) #token
#define TEXT_OF_VALUE(macro) TEXT(macro)
const char *build_stamp_commit(void) { return TEXT_OF_VALUE(DATERA_APPLY_COMMIT); }
#else
const char *build_stamp_commit(void) { return 0; }
#endif
