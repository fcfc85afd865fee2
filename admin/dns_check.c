/*
 * All questions go out at once; what has not come back in time is unknown.
 * c-ares keeps sockets, repetition and the matching of answers to questions.
 */
#include <ares.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <string.h>
#include <strings.h>
#include <sys/select.h>

#include "admin/dns.h"
#include "admin/dns_answer.h"
#include "admin/dns_compare.h"
#include "core/clock.h"
#include "core/conf.h"

#define WAIT_MS		8000	/* for all of them together */
#define TRY_MS		2000	/* for one, before it is asked again */

struct question {
	struct ctx	*cx;
	const char	*name;
	int		 type;
	enum { WAITING, ANSWERED, NOTHING, FAILED } end;
	const char	**found;
	size_t		 found_count;
};

static void
on_answer(void *arg, int status, int timeouts, unsigned char *message, int len)
{
	struct question *q = arg;

	(void)timeouts;
	switch (status) {
	case ARES_SUCCESS:
		if (dns_answer_read(q->cx, message, (size_t)len, q->type, &q->found,
		    &q->found_count) == OK) {
			q->end = q->found_count > 0 ? ANSWERED : NOTHING;
			return;
		}
		ctx_forgive(q->cx);
		break;
	case ARES_ENODATA:
	case ARES_ENOTFOUND:
		q->end = NOTHING;
		return;
	}
	q->end = FAILED;
}

static void
wait_for_answers(ares_channel channel)
{
	int64_t until = clock_steady() + WAIT_MS, left;

	/* When the time is over what has come is still read: it may be we who stood still. */
	do {
		struct timeval most, wait;
		fd_set in, out;
		int n;

		FD_ZERO(&in);
		FD_ZERO(&out);
		if ((n = ares_fds(channel, &in, &out)) == 0)
			return;
		left = until - clock_steady();
		most.tv_sec = left > 0 ? left / 1000 : 0;
		most.tv_usec = left > 0 ? left % 1000 * 1000 : 0;
		(void)select(n, &in, &out, NULL, ares_timeout(channel, &most, &wait));
		ares_process(channel, &in, &out);
	} while (left > 0);
}

static enum status
ask(struct ctx *cx, struct question *questions, size_t count)
{
	struct ares_options options = { .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES,
		.timeout = TRY_MS, .tries = 3 };
	const char *resolver = cx->conf->dns_resolver;
	ares_channel channel;

	if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS)
		return fault(cx, ERR_INTERNAL, "c-ares cannot begin");
	if (ares_init_options(&channel, &options,
	    ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES) != ARES_SUCCESS)
		return fault(cx, ERR_INTERNAL, "c-ares cannot begin");
	if (*resolver != '\0' && ares_set_servers_ports_csv(channel, resolver) != ARES_SUCCESS) {
		ares_destroy(channel);
		return fault(cx, ERR_INVALID, "dns.resolver: \"%s\" is no ADDRESS[:PORT]", resolver);
	}
	for (size_t i = 0; i < count; i++) {
		questions[i].cx = cx;
		ares_query(channel, questions[i].name, ns_c_in, questions[i].type, on_answer,
		    &questions[i]);
	}
	wait_for_answers(channel);
	/* Tells those that are still out that nothing will come. */
	ares_destroy(channel);
	return OK;
}

enum status
dns_ask(struct ctx *cx, struct dns_question *asked, size_t count)
{
	struct question *questions = arena_array(cx->arena, count, sizeof *questions);
	enum status st;

	if (cx->conf->offline && *cx->conf->dns_resolver == '\0')
		return fault(cx, ERR_BUSY, "this server is offline (hayloft.conf) and asks nobody");
	for (size_t i = 0; i < count; i++)
		questions[i] = (struct question){ .name = asked[i].name, .type = dns_type(asked[i].type) };
	if ((st = ask(cx, questions, count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		asked[i].found = questions[i].found;
		asked[i].count = questions[i].found_count;
		asked[i].answered = questions[i].end == ANSWERED || questions[i].end == NOTHING;
	}
	return OK;
}

static void
judge(struct ctx *cx, struct dns_record *r, const struct question *q)
{
	r->found = q->found;
	r->found_count = q->found_count;
	switch (q->end) {
	case ANSWERED:
		dns_compare(cx, r);
		return;
	case NOTHING:
		r->state = DNS_MISSING;
		return;
	case WAITING:
	case FAILED:
		r->why = "the resolver did not answer";
		return;
	}
}

/* 192.0.2.1: 1.2.0.192.in-addr.arpa (RFC 1035, section 3.5; RFC 3596, section 2.5) */
static const char *
reverse_name(struct arena *arena, const char *address)
{
	unsigned char b[16];
	const char *out = "";

	if (inet_pton(AF_INET, address, b) == 1)
		return arena_printf(arena, "%d.%d.%d.%d.in-addr.arpa", b[3], b[2], b[1], b[0]);
	if (inet_pton(AF_INET6, address, b) != 1)
		return NULL;
	for (int i = 15; i >= 0; i--)
		out = arena_printf(arena, "%s%x.%x.", out, b[i] & 15, b[i] >> 4);
	return arena_printf(arena, "%sip6.arpa", out);
}

/* An address whose name is not ours is taken for a spammer's by many servers. */
static enum status
check_reverse(struct ctx *cx, struct dns_record *records, size_t count)
{
	struct question *questions = arena_array(cx->arena, count, sizeof *questions);
	struct dns_record **of = arena_array(cx->arena, count, sizeof *of);
	size_t n = 0;
	enum status st;

	for (size_t i = 0; i < count; i++) {
		struct dns_record *r = &records[i];
		const char *name = r->value == NULL && r->found_count > 0 ?
		    reverse_name(cx->arena, r->found[0]) : NULL;

		if (name == NULL)
			continue;
		questions[n] = (struct question){ .name = name, .type = ns_t_ptr };
		of[n++] = r;
	}
	if (n == 0 || (st = ask(cx, questions, n)) != OK)
		return n == 0 ? OK : st;
	for (size_t i = 0; i < n; i++) {
		const char *want = arena_printf(cx->arena, "%s.", of[i]->name);
		bool good = false;

		for (size_t k = 0; k < questions[i].found_count; k++)
			good |= strcasecmp(questions[i].found[k], want) == 0;
		if (good || questions[i].end == WAITING || questions[i].end == FAILED)
			continue;
		of[i]->state = DNS_WRONG;
		of[i]->why = questions[i].found_count == 0 ?
		    arena_printf(cx->arena, "%s has no name in reverse DNS (PTR)", of[i]->found[0]) :
		    arena_printf(cx->arena, "%s is called %s in reverse DNS (PTR)",
		    of[i]->found[0], questions[i].found[0]);
	}
	return OK;
}

enum status
dns_check(struct ctx *cx, struct dns_record *records, size_t count)
{
	struct question *questions = arena_array(cx->arena, count, sizeof *questions);
	enum status st;

	if (cx->conf->offline && *cx->conf->dns_resolver == '\0') {
		for (size_t i = 0; i < count; i++)
			records[i].why = "this server is offline (hayloft.conf) and asks nobody";
		return OK;
	}
	for (size_t i = 0; i < count; i++)
		questions[i] = (struct question){ .name = records[i].name,
			.type = dns_type(records[i].type) };
	if ((st = ask(cx, questions, count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		judge(cx, &records[i], &questions[i]);
	return check_reverse(cx, records, count);
}
