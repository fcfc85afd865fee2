/*
 * Now and then a child of the master erases the mail of accounts that are gone
 * (mailcore/garbage.h): only the master may touch these files.
 */
#ifndef HTTPD_GARBAGE_H
#define HTTPD_GARBAGE_H

#include "httpd/master.h"

void garbage_tick(struct master *m);

#endif
