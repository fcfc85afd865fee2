/*
 * Rspamd's own pages under /rspamd/, with a password of their own, as mailcow
 * has them.  What they are made of is public; what they ask (statistics,
 * history, maps, learning) is passed on when the header Password holds the
 * password that `hayloft api edit rspamd-ui` set, wrong ones counting with those of
 * sign-ins.
 *
 * Rspamd is asked over a socket for our workers alone.  Each question says for
 * whom it is, so that Rspamd trusts no address, and shows a password of this
 * installation, which goes with no question that was not allowed here.  Only
 * the calls of a table are passed on, with headers from a table: Rspamd would read
 * any file that a header of /checkv2 names.
 */
#ifndef ADMIN_RSPAMD_UI_H
#define ADMIN_RSPAMD_UI_H

#include "core/http.h"

/* What Rspamd is shown (borrowed); once per process of the auth pool. */
void rspamd_ui_open(const char *rspamd_password);

/* GET /rspamd/ and the files below it.  503 while Rspamd is away. */
enum status rspamd_ui_file(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* What the pages ask.  403 without the password, or while there is none; 404 for other calls. */
enum status rspamd_ui_ask(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

#endif
