/*
 * A unit is one service at work:
 *
 *   waiting --launch--> starting --answers--> ready
 *      ^                    |                   |
 *      +------- died, hung or told to ----------+      stop: stopping -> stopped
 *
 * One that runs on demand is asleep between waiting and launch until somebody
 * connects, and is stopped and put to sleep when nobody did for long.
 *
 * Whatever kills a unit's main process, by us or by others, comes back as
 * supervisor_child_exited(), which is the only place where a unit leaves a
 * living state; what it left behind is killed before anything is launched
 * again.
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "mailcore/spent.h"
#include "mailcore/unit.h"

#define AGAIN_MS	40	/* between two questions to one that starts */
#define ANSWER_MS	5000	/* to answer one */
#define UNANSWERED_MAX	3	/* in a row, then it hangs */
#define BUSY_MAX	12	/* the same for one that works all the while */
#define BUSY_MS		100	/* of the processor between two questions: it works */

void
unit_move(struct unit *u, enum service_state state)
{
	u->state = state;
	u->since = clock_steady();
}

unsigned
units_on(const struct supervisor *sv)
{
	unsigned bits = 0;

	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].state != SERVICE_OFF)
			bits |= NEEDS(i);
	return bits;
}

unsigned
units_ready(const struct supervisor *sv)
{
	unsigned bits = 0;

	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].state == SERVICE_READY || sv->units[i].listener >= 0)
			bits |= NEEDS(i);
	return bits;
}

unsigned
units_running(const struct supervisor *sv)
{
	unsigned bits = 0;

	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].pid != 0)
			bits |= NEEDS(i);
	return bits;
}

/* ---- its process --------------------------------------------------------- */

/*
 * A pid file of a killed service names a pid that, in a namespace as small as
 * ours, soon belongs to somebody else, and the service would refuse to start.
 * As PID 1 we know that nothing of it runs any more: it was killed, and the
 * lock keeps others away.  Without a namespace we cannot know, and a second
 * PostgreSQL on the same files would destroy them: the file stays.
 */
static void
remove_stale(const struct supervisor *sv, const struct service *s)
{
	char path[512];

	if (s->stale == NULL || getpid() != 1)
		return;
	snprintf(path, sizeof path, "%s/%s", sv->model.root, s->stale);
	(void)unlink(path);
}

static void
launch(struct supervisor *sv, struct unit *u)
{
	const struct service *s = u->service;
	struct ctx cx;

	remove_stale(sv, s);
	ctx_open(&cx, NULL);
	if (process_start(&cx, &s->command, journal_output(u->journal), s->stop_signal,
	    &u->pid) == OK) {
		u->launched = clock_steady();
		u->killed = u->again = u->sleepy = false;
		u->unanswered = 0;
		u->next_check = 0;
		unit_move(u, SERVICE_STARTING);
		log_event(LOG_DEBUG_, "service.start", "service", "%s", s->name,
		    "pid", "%d", (int)u->pid, NULL);
	} else {
		u->pid = 0;
		snprintf(u->trouble, sizeof u->trouble, "%s", cx.fault_text);
		supervisor_fail(sv, u->trouble);
		u->due = clock_steady() + restart_delay(&u->record, 0);
	}
	ctx_close(&cx);
}

static void
kill_unit(struct unit *u, const char *why)
{
	snprintf(u->trouble, sizeof u->trouble, "%s", why);
	log_event(LOG_WARN_, "service.kill", "service", "%s", u->service->name,
	    "why", "%s", why, NULL);
	u->killed = true;
	(void)kill(-u->pid, SIGKILL);
	(void)kill(u->pid, SIGKILL);
}

/* ---- asking whether it answers ------------------------------------------- */

static void
ask(struct supervisor *sv, struct unit *u)
{
	u->talk = 0;
	u->asked = true;
	u->asked_at = clock_steady();
	if (u->service->id == SERVICE_POSTGRESQL)
		pg_probe_start(sv->pg, ANSWER_MS);
	else
		probe_start(&u->probe, &u->service->talks[0], ANSWER_MS);
}

/* All talks of a service, one after the other. */
static enum probe_state
listen_to(struct supervisor *sv, struct unit *u, const char **why)
{
	enum probe_state state;

	if (u->service->id == SERVICE_POSTGRESQL) {
		state = pg_probe_step(sv->pg);
		*why = pg_probe_why(sv->pg);
	} else {
		state = probe_step(&u->probe);
		*why = u->probe.why;
		if (state == PROBE_PASSED && ++u->talk < u->service->talk_count) {
			probe_start(&u->probe, &u->service->talks[u->talk], ANSWER_MS);
			state = PROBE_RUNNING;
		}
	}
	u->asked = state == PROBE_RUNNING;
	return state;
}

void
unit_forget(struct supervisor *sv, struct unit *u)
{
	u->asked = false;
	probe_end(&u->probe);
	u->probe.state = PROBE_IDLE;
	if (u->service->id == SERVICE_POSTGRESQL)
		pg_probe_forget(sv->pg);
}

void
unit_stop(struct supervisor *sv, struct unit *u)
{
	unit_forget(sv, u);
	unit_move(u, SERVICE_STOPPING);
	(void)kill(u->pid, u->service->stop_signal);
}

/* ---- one step of each state ---------------------------------------------- */

static void
step_waiting(struct supervisor *sv, struct unit *u)
{
	unsigned needs = u->service->needs;

	if (sv->stopping) {
		unit_move(u, SERVICE_STOPPED);
		return;
	}
	/* Who reads the database waits for the migrations as well. */
	if ((needs & NEEDS(SERVICE_POSTGRESQL)) != 0 && !sv->database_done)
		return;
	if (sv->sweep || sv->failed != NULL || clock_steady() < u->due ||
	    !service_may_start(u->service, units_ready(sv), units_on(sv)))
		return;
	if (u->service->demand == NULL)
		launch(sv, u);
	else if (demand_open(sv, u))
		unit_move(u, SERVICE_ASLEEP);
	else
		u->due = clock_steady() + HEALTH_MS;
}

static void
step_asleep(struct supervisor *sv, struct unit *u)
{
	if (!sv->stopping && demand_waits(u)) {
		u->used = clock_steady();
		launch(sv, u);
	}
}

static void
step_starting(struct supervisor *sv, struct unit *u)
{
	const char *why = "";

	if (!u->asked && clock_steady() >= u->next_check)
		ask(sv, u);
	if (u->asked)
		switch (listen_to(sv, u, &why)) {
		case PROBE_PASSED:
			chores_ready(sv, u);
			return;
		case PROBE_FAILED:
			u->next_check = clock_steady() + AGAIN_MS;
			break;
		default:
			break;
		}
	if (!u->killed && clock_steady() - u->since > u->service->start_ms)
		kill_unit(u, why[0] != '\0' ? why : "does not begin to answer");
}

/*
 * One that hangs is started anew.  One that has more to do than the machine can
 * would have still more to do after that, so it gets longer.  Does it work?
 */
static bool
step_silent(struct unit *u, const char *why)
{
	int64_t spent = spent_ms(u->pid);
	bool works = u->unanswered > 0 && spent - u->spent > BUSY_MS;

	u->spent = spent;
	log_event(LOG_WARN_, "service.silent", "service", "%s", u->service->name,
	    "why", "%s", why, "works", "%s", works ? "yes" : "no", NULL);
	if (++u->unanswered >= (works ? BUSY_MAX : UNANSWERED_MAX) && !u->killed)
		kill_unit(u, why);
	return works;
}

static void
step_ready(struct supervisor *sv, struct unit *u)
{
	const char *why = "";

	if (u->service->id == SERVICE_POSTGRESQL && pg_probe_lost(sv->pg)) {
		/* All its sessions were cut; see whether it is there again. */
		log_event(LOG_WARN_, "database.cut", "why", "%s", pg_probe_why(sv->pg), NULL);
		u->next_check = 0;
		unit_move(u, SERVICE_STARTING);
		return;
	}
	if (u->service->demand != NULL && !sv->stopping &&
	    clock_steady() - u->used > u->service->idle_ms) {
		u->sleepy = true;
		unit_stop(sv, u);
		return;
	}
	if (!u->asked) {
		if (clock_steady() < u->next_check)
			return;
		ask(sv, u);
	}
	switch (listen_to(sv, u, &why)) {
	case PROBE_PASSED:
		u->unanswered = 0;
		break;
	case PROBE_FAILED:
		/* Who was given all the time to answer, and did nothing, is asked again at once. */
		if (!step_silent(u, why)) {
			u->next_check = u->asked_at + HEALTH_MS;
			return;
		}
		break;
	default:
		return;
	}
	u->next_check = clock_steady() + HEALTH_MS;
}

static void
step_stopping(struct unit *u)
{
	if (!u->killed && clock_steady() - u->since > u->service->stop_ms)
		kill_unit(u, "did not stop in time");
}

void
unit_step(struct supervisor *sv, struct unit *u)
{
	switch (u->state) {
	case SERVICE_WAITING:
		step_waiting(sv, u);
		break;
	case SERVICE_ASLEEP:
		step_asleep(sv, u);
		break;
	case SERVICE_STARTING:
		step_starting(sv, u);
		break;
	case SERVICE_READY:
		step_ready(sv, u);
		break;
	case SERVICE_STOPPING:
		step_stopping(u);
		break;
	default:
		break;
	}
}
