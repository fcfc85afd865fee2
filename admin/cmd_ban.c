/*
 * `hayloft ban`: who is kept out.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/ban.h"
#include "admin/commands.h"
#include "storage/ban.h"

static enum status
list(struct cli *c)
{
	static const char *const columns[] = { "network", "until", "times", "reason", NULL };
	json_t *state, *rows, *one;
	size_t i;
	enum status st;

	if ((st = db_ban_state(&c->cx, &state)) != OK)
		return st;
	if (c->json) {
		cli_show(c, state);
		return OK;
	}
	rows = json_keep(c->cx.arena, json_array());
	json_array_extend(rows, json_object_get(state, "bans"));
	json_array_foreach(json_object_get(state, "deny"), i, one)
		json_array_append_new(rows, json_pack("{s:O, s:s, s:s}", "network", one, "until",
		    "for ever", "reason", "on the list"));
	json_array_foreach(json_object_get(state, "allow"), i, one)
		json_array_append_new(rows, json_pack("{s:O, s:s, s:s}", "network", one, "until",
		    "never banned", "reason", "on the list"));
	cli_list(c, rows, columns);
	return OK;
}

static enum status
done(struct cli *c, enum status st, const char *what)
{
	if (st == OK)
		cli_show(c, json_keep(c->cx.arena, json_pack("{s:s}", what, c->args[0])));
	return st;
}

static enum status
add(struct cli *c)
{
	int64_t seconds = 3600;
	enum status st = cli_number(c, "seconds", &seconds);

	return st != OK ? st : done(c, ban_add(&c->cx, c->args[0], seconds), "banned");
}

static enum status
lift(struct cli *c)
{
	return done(c, ban_lift(&c->cx, c->args[0]), "lifted");
}

static enum status
allow(struct cli *c)
{
	return done(c, ban_list_put(&c->cx, c->args[0], "allow"), "allowed");
}

static enum status
deny(struct cli *c)
{
	return done(c, ban_list_put(&c->cx, c->args[0], "deny"), "denied");
}

static enum status
forget(struct cli *c)
{
	return done(c, ban_list_put(&c->cx, c->args[0], NULL), "forgotten");
}

static const struct cli_option settings_options[] = {
	{ "ban-time", "SECONDS", "how long a network is kept out (1800)" },
	{ "max-ban-time", "SECONDS", "and at most, when it grows (10000)" },
	{ "increment", "on|off", "twice as long each time" },
	{ "max-attempts", "NUMBER", "wrong passwords before that (10)" },
	{ "retry-window", "SECONDS", "within this time (600)" },
	{ "netban-ipv4", "BITS", "of a network of IPv4 (32)" },
	{ "netban-ipv6", "BITS", "of a network of IPv6 (64)" },
	{ 0 }
};

static enum status
settings(struct cli *c)
{
	json_t *columns = json_keep(c->cx.arena, json_object()), *state;
	enum status st = OK;

	for (const struct cli_option *o = settings_options; o->name != NULL; o++) {
		char *column = arena_strdup(c->cx.arena, o->name), *dash;
		int64_t n = 0;
		bool on = false;

		if (cli_text(c, o->name) == NULL)
			continue;
		while ((dash = strchr(column, '-')) != NULL)
			*dash = '_';
		st = strcmp(column, "increment") == 0 ? cli_bool(c, o->name, &on) :
		    cli_number(c, o->name, &n);
		if (st != OK)
			return st;
		json_object_set_new(columns, column, strcmp(column, "increment") == 0 ?
		    json_boolean(on) : json_integer(n));
	}
	if (json_object_size(columns) > 0 && (st = ban_change_settings(&c->cx, columns)) != OK)
		return st;
	if ((st = db_ban_state(&c->cx, &state)) != OK)
		return st;
	json_object_del(state, "bans");
	json_object_del(state, "allow");
	json_object_del(state, "deny");
	cli_show(c, state);
	return OK;
}

static const struct cli_option add_options[] = {
	{ "seconds", "NUMBER", "for how long (3600)" },
	{ 0 }
};

const struct cli_verb ban_verbs[] = {
	{ "list", "", "Networks that are kept out now, and both lists.", 0, 0, NULL, list, false },
	{ "add", "NETWORK", "Keep a network out for a while.", 1, 1, add_options, add, false },
	{ "lift", "NETWORK", "Let it in again.", 1, 1, NULL, lift, false },
	{ "allow", "NETWORK", "Never ban it.", 1, 1, NULL, allow, false },
	{ "deny", "NETWORK", "Keep it out for good.", 1, 1, NULL, deny, false },
	{ "forget", "NETWORK", "Take it from either list.", 1, 1, NULL, forget, false },
	{ "settings", "", "When somebody is banned, and for how long.", 0, 0, settings_options, settings, false },
	{ 0 }
};
