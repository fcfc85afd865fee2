/*
 * `hayloft config`: what holds, from the file, the environment and the defaults.
 */
#include <string.h>

#include "admin/commands.h"
#include "core/json.h"

struct shown {
	json_t	*all;
	bool	 changed;	/* only what is not the default */
};

/* Whoever reads over a shoulder does not need these. */
static bool
is_secret(const char *name)
{
	return strcmp(name, "yubico.key") == 0 || strcmp(name, "database") == 0;
}

static void
note(void *arg, const char *name, const char *value, const char *otherwise)
{
	struct shown *s = arg;
	bool is_default = strcmp(value, otherwise) == 0;

	if (is_default && s->changed)
		return;
	if (is_secret(name) && *value != '\0')
		value = "*";
	json_array_append_new(s->all, json_pack("{s:s, s:s, s:s, s:b}", "key", name, "value", value,
	    "otherwise", otherwise, "is_default", is_default));
}

static enum status
config(struct cli *c)
{
	static const char *const columns[] = { "key", "value", "otherwise", NULL };
	struct shown s = { json_keep(c->cx.arena, json_array()), cli_flag(c, "changed") };

	conf_each(&c->conf, note, &s);
	cli_list(c, s.all, columns);
	return OK;
}

static const struct cli_option options[] = {
	{ "changed", NULL, "only what is not the default" }, { 0 }
};

const struct cli_verb config_verbs[] = {
	{ "", "", "Every key of hayloft.conf(5) with the value that holds now; secrets are stars.\n"
	  "The running server holds what it read at its start or its last reload.", 0, 0, options, config, true },
	{ 0 }
};
