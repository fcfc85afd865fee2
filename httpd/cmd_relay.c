#include <stdio.h>
#include <stdlib.h>

#include "core/json.h"
#include "httpd/cmd_relay.h"
#include "httpd/relay_test.h"

static void
print(const json_t *said)
{
	json_t *step;
	size_t i;

	printf("%s\n", json_get_text(said, "server"));
	json_array_foreach(json_object_get(said, "steps"), i, step)
		printf("%3lld %-40s %s\n", (long long)json_get_int(step, "code", 0), json_get_text(step, "said"),
		    json_get_text(step, "text"));
	if (!json_get_bool(said, "ok", false))
		printf("not well: %s\n", json_get_text(said, "why"));
}

static enum status
test(struct cli *c)
{
	char *end;
	int64_t id = strtoll(c->args[1], &end, 10);
	json_t *said;
	enum status st;

	if (*c->args[1] == '\0' || *end != '\0')
		return fault(&c->cx, ERR_INVALID, "a number is wanted, not \"%s\"", c->args[1]);
	c->cx.conf = &c->conf;
	if ((st = relay_test(&c->cx, c->args[0], id, cli_text(c, "from"), cli_text(c, "to"), &said)) != OK)
		return st;
	if (c->json)
		cli_show(c, said);
	else
		print(said);
	c->is_bad = !json_get_bool(said, "ok", false);
	return OK;
}

static const struct cli_option options[] = {
	{ "from", "ADDRESS", "is it taken as a sender?" },
	{ "to", "ADDRESS", "and this as a recipient?" },
	{ 0 }
};

const struct cli_verb relay_verbs[] = {
	{ "test", "relayhost|transport ID", "Speaks to the server as far as a message, which is not sent.  Exit code 1 when it refuses.",
	  2, 2, options, test, false },
	{ 0 }
};
