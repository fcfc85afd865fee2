#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "httpd/garbage.h"
#include "mailcore/garbage.h"
#include "storage/db.h"

#define FIRST_MS	30000
#define EVERY_MS	600000

_Noreturn static void
erase(struct master *m)
{
	int64_t erased;
	struct ctx cx;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	ctx_open(&cx, m->conf);
	cx.db = db_open(db_conninfo(m->conf, cx.arena, DB_PATIENCE_LONG), 10000);
	if (mailcore_garbage_erase(&cx, &erased) != OK)
		log_warn("garbage", "%s", cx.fault_text);
	_exit(0);
}

void
garbage_tick(struct master *m)
{
	static int64_t due;
	int64_t now = clock_steady();

	if (due == 0)
		due = now + FIRST_MS;
	if (now < due)
		return;
	due = now + EVERY_MS;
	if (fork() == 0)
		erase(m);
}
