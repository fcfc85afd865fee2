/*
 * What needs root's rights while Hayloft runs: Postfix' queue, the logs, other
 * processes' memory, the packet filter.  A process of its own, which the master
 * forks, does it for workers, for the watcher and for commands.
 *
 * It is asked over STATE/run/operator.sock: one line, words divided by tabs,
 * the first names a row of its table; every word is held against what it may
 * be, and only fixed programs are run.  It answers "ok" or a status and words
 * for people, and then the answer's bytes.  What it reads of mail and logs it
 * hands on unread: that is parsed by whoever asked, in his sandbox.
 */
#ifndef MAILCORE_OPERATOR_H
#define MAILCORE_OPERATOR_H

#include "core/buf.h"
#include "core/ctx.h"

#define OPERATOR_SOCKET	"run/operator.sock"
#define OPERATOR_ANSWER	((size_t)32 << 20)	/* bytes of an answer at most */

/* In the child: serve until CONTROL turns readable; for good. */
_Noreturn void operator_main(const struct conf *conf, int control);

/*
 * Ask; WORDS end with NULL.  The answer's bytes, as far as OPERATOR_ANSWER, are
 * on the arena.  ERR_NOT_FOUND, ERR_INVALID as the operator says; ERR_BUSY when
 * it is away.  ROOT as in conf->root, or the state folder.
 */
enum status operator_ask(struct ctx *cx, const char *root, const char *const *words,
    struct buf *answer) NODISCARD;

#define OPERATOR_WORDS(...)	((const char *const[]){ __VA_ARGS__, NULL })

#endif
