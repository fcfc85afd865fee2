/*
 * Address books that are copies of a directory elsewhere, LDAP: served like any
 * other, so phones sync them and searches are answered without it.
 */
#ifndef DAV_BOOK_SOURCE_H
#define DAV_BOOK_SOURCE_H

#include "storage/task.h"

/*
 * Task TASK_BOOK_SOURCE: ask it, take over what changed, plan the next look.
 * What goes wrong over there is kept with the source and is no failure of the
 * task; the last good copy stays.
 */
enum status dav_book_source(struct ctx *cx, const struct task *task) NODISCARD;

#endif
