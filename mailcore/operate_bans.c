/*
 * Who is kept out, in the kernel's packet filter: a table of our own, with our
 * own ports, which takes the place of the one before in one step.  Nothing but
 * digits, dots, colons and slashes reaches the file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/conf.h"
#include "mailcore/operate.h"
#include "mailcore/process.h"

#define SECONDS		10
#define LIST_MOST	((size_t)1 << 20)

enum list { ALLOW4, ALLOW6, BAN4, BAN6, LISTS };

/* What was handed over so far, "NETWORK, NETWORK, …"; it comes in several questions. */
static struct {
	char	*text;
	size_t	 len;
} lists[LISTS];

enum status
operate_bans_clear(struct operate *o)
{
	(void)o;
	for (size_t i = 0; i < LISTS; i++)
		lists[i].len = 0;
	return OK;
}

static enum status
add(struct operate *o, enum list list, const char *network)
{
	size_t len = strlen(network);

	if (strspn(network, "0123456789abcdefABCDEF:./") != len || len < 2 || len > 50)
		return fault(o->cx, ERR_INVALID, "\"%.60s\" is no network", network);
	if (lists[list].len + len + 3 > LIST_MOST)
		return fault(o->cx, ERR_LIMIT, "too many networks");
	if (lists[list].text == NULL && (lists[list].text = malloc(LIST_MOST)) == NULL)
		abort();
	lists[list].len += (size_t)sprintf(lists[list].text + lists[list].len, "%s%s",
	    lists[list].len > 0 ? ", " : "", network);
	return OK;
}

enum status
operate_bans_add(struct operate *o)
{
	bool allow = strcmp(o->words[0], "allow") == 0;
	enum status st = OK;

	if (!allow && strcmp(o->words[0], "ban") != 0)
		return fault(o->cx, ERR_INVALID, "allow or ban");
	for (size_t i = 1; st == OK && i < o->count; i++) {
		bool six = strchr(o->words[i], ':') != NULL;

		st = add(o, allow ? (six ? ALLOW6 : ALLOW4) : six ? BAN6 : BAN4, o->words[i]);
	}
	return st;
}

static void
put_set(FILE *f, const char *name, const char *type, enum list list)
{
	fprintf(f, "  set %s { type %s; flags interval; auto-merge;", name, type);
	if (lists[list].len > 0)
		fprintf(f, " elements = { %.*s }", (int)lists[list].len, lists[list].text);
	fprintf(f, " }\n");
}

static void
put_ports(FILE *f, const struct conf *conf)
{
	static const int ports[] = { 25, 80, 110, 143, 443, 465, 587, 993, 995, 4190 };

	for (size_t i = 0; i < COUNT(ports); i++)
		fprintf(f, "%s%d", i > 0 ? ", " : "", conf_port(conf, ports[i]));
}

static enum status
load(struct operate *o, const char *path)
{
	struct command nft = { .argv = { "/usr/sbin/nft", "-f", path } };

	return process_run(o->cx, &nft, SECONDS);
}

enum status
operate_bans_apply(struct operate *o)
{
	const char *path = arena_printf(o->cx->arena, "%s/run/bans.nft", o->root);
	FILE *f = fopen(path, "we");

	if (f == NULL)
		return fault(o->cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	/* The first line makes it where it is not there, so that the second may delete it. */
	fprintf(f, "table inet hayloft\ndelete table inet hayloft\ntable inet hayloft {\n");
	put_set(f, "allow4", "ipv4_addr", ALLOW4);
	put_set(f, "allow6", "ipv6_addr", ALLOW6);
	put_set(f, "ban4", "ipv4_addr", BAN4);
	put_set(f, "ban6", "ipv6_addr", BAN6);
	fprintf(f, "  chain input {\n    type filter hook input priority -5; policy accept;\n"
	    "    ip saddr @allow4 accept\n    ip6 saddr @allow6 accept\n    tcp dport != { ");
	put_ports(f, o->cx->conf);
	fprintf(f, " } accept\n    ip saddr @ban4 counter drop\n    ip6 saddr @ban6 counter drop\n  }\n}\n");
	if (fclose(f) != 0)
		return fault(o->cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	return load(o, path);
}

/* Nobody is kept out by a Hayloft that does not run. */
void
operate_bans_end(struct ctx *cx)
{
	struct command delete = { .argv = { "/usr/sbin/nft", "delete", "table", "inet", "hayloft" } };

	if (cx->conf->bans_nftables && process_run(cx, &delete, SECONDS) != OK)
		ctx_forgive(cx);	/* it was never made */
}
