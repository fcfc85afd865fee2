/*
 * One more process of the master's (httpd/children.h).
 */
#ifndef HTTPD_SPAWN_H
#define HTTPD_SPAWN_H

#include "httpd/children.h"

/*
 * A copy of LIKE in CH's list, forked; *CHILD tells the two apart.  The child
 * has its role's rights, and of all descriptors those in KEEP (COUNT of them)
 * and the standard ones.  NULL in the master when the fork failed.
 */
struct process *spawn(struct children *ch, const struct process *like, const int *keep,
    size_t count, bool *child);

#endif
