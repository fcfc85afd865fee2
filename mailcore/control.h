/*
 * What other parts of Hayloft may ask of the running mail core without root's
 * rights.
 */
#ifndef MAILCORE_CONTROL_H
#define MAILCORE_CONTROL_H

#include "core/ctx.h"

/*
 * A password, a quota or a state of activity was changed (and committed):
 * Dovecot must forget what it knows about LOGIN, or about everybody when it
 * is NULL.  Otherwise it learns of it a minute later.  ERR_BUSY when Dovecot
 * is away, which then knows nothing anyway.  ROOT as in conf->root.
 */
enum status mailcore_forget_login(struct ctx *cx, const char *root, const char *login) NODISCARD;

#endif
