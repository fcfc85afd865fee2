#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "admin/cli.h"
#include "core/buf.h"
#include "core/json.h"

static void
print_json(struct cli *c, const json_t *value)
{
	printf("%s\n", json_write(&c->cx, value, NULL));
	c->told = true;
}

/* For people: no quotes, lists with commas, an empty thing is a dash. */
static const char *
plain(struct cli *c, const json_t *value)
{
	struct buf out = BUF_ON(c->cx.arena);
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_string(value) && json_string_length(value) > 0)
		return json_string_value(value);
	if (json_is_boolean(value))
		return json_is_true(value) ? "on" : "off";
	if (json_is_integer(value))
		return arena_printf(c->cx.arena, "%lld", (long long)json_integer_value(value));
	if (json_is_array(value) && json_array_size(value) > 0) {
		json_array_foreach(value, i, item)
			buf_printf(&out, i > 0 ? ", %s" : "%s", plain(c, item));
		return buf_str(&out);
	}
	if (json_is_object(value)) {
		json_object_foreach((json_t *)(uintptr_t)value, key, item)
			buf_printf(&out, out.len > 0 ? " %s" : "%s", plain(c, item));
		return buf_str(&out);
	}
	return "-";
}

/* Columns that count bytes are sizes for people.  Of what is used 0 is nothing, of bounds it is none. */
static const char *
plain_member(struct cli *c, const json_t *object, const char *key)
{
	static const char *const bounds[] = { "quota", "account_quota", "dav_quota" };
	static const char *const used[] = { "used", "dav_used" };
	const json_t *value = json_object_get(object, key);
	int64_t n = json_integer_value(value);

	for (size_t i = 0; i < COUNT(used); i++)
		if (strcmp(used[i], key) == 0)
			return n == 0 ? "0" : size_show(c->cx.arena, n);
	for (size_t i = 0; i < COUNT(bounds); i++)
		if (strcmp(bounds[i], key) == 0 && json_is_integer(value))
			return n < 0 ? "default" : size_show(c->cx.arena, n);
	return plain(c, value);
}

void
cli_show(struct cli *c, json_t *object)
{
	const char *key;
	json_t *value;

	if (c->json) {
		print_json(c, object);
		return;
	}
	json_object_foreach(object, key, value) {
		(void)value;
		printf("%-14s %s\n", key, plain_member(c, object, key));
	}
}

void
cli_list(struct cli *c, json_t *array, const char *const columns[])
{
	size_t i, widths[CLI_ARGS] = { 0 };
	const json_t *row;

	if (c->json) {
		print_json(c, array);
		return;
	}
	for (size_t k = 0; columns[k] != NULL; k++) {
		widths[k] = strlen(columns[k]);
		json_array_foreach(array, i, row) {
			size_t len = strlen(plain_member(c, row, columns[k]));

			if (len > widths[k])
				widths[k] = len;
		}
	}
	for (size_t k = 0; columns[k] != NULL; k++)
		printf("%-*s%s", columns[k + 1] != NULL ? (int)widths[k] + 2 : 0, columns[k],
		    columns[k + 1] != NULL ? "" : "\n");
	json_array_foreach(array, i, row)
		for (size_t k = 0; columns[k] != NULL; k++)
			printf("%-*s%s", columns[k + 1] != NULL ? (int)widths[k] + 2 : 0,
			    plain_member(c, row, columns[k]),
			    columns[k + 1] != NULL ? "" : "\n");
}
