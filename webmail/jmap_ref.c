/*
 * Back references (RFC 8620, section 3.7): an argument "#ids" says where in an
 * earlier answer of the same request its value stands.
 */
#include <stdlib.h>
#include <string.h>

#include "webmail/private.h"

/* One token of a JSON pointer (RFC 6901), "~1" and "~0" undone. */
static char *
token(const char *s, size_t len)
{
	char *out = malloc(len + 1), *o = out;

	if (out == NULL)
		abort();
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '~' && i + 1 < len && (s[i + 1] == '0' || s[i + 1] == '1'))
			*o++ = s[++i] == '0' ? '~' : '/';
		else
			*o++ = s[i];
	}
	*o = '\0';
	return out;
}

static json_t *
all_of(json_t *array, const char *rest)
{
	json_t *out = json_array(), *item;
	size_t i;

	json_array_foreach(array, i, item) {
		json_t *found = jmap_point(item, rest);

		if (found == NULL) {
			json_decref(out);
			return NULL;
		}
		if (json_is_array(found)) {
			json_array_extend(out, found);
			json_decref(found);
		} else {
			json_array_append_new(out, found);
		}
	}
	return out;
}

static json_t *
item_of(json_t *array, const char *index)
{
	char *end;
	unsigned long n;

	if (*index < '0' || *index > '9' || (*index == '0' && index[1] != '\0'))
		return NULL;
	n = strtoul(index, &end, 10);
	return *end == '\0' ? json_array_get(array, n) : NULL;
}

json_t *
jmap_point(json_t *value, const char *path)
{
	while (*path != '\0') {
		size_t len;
		char *name;

		if (*path++ != '/')
			return NULL;
		len = strcspn(path, "/");
		if (json_is_array(value) && len == 1 && *path == '*')
			return all_of(value, path + len);
		name = token(path, len);
		value = json_is_array(value) ? item_of(value, name) :
		    json_object_get(value, name);
		free(name);
		if (value == NULL)
			return NULL;
		path += len;
	}
	return json_incref(value);
}

static json_t *
follow(struct jmap *j, const json_t *ref)
{
	const char *of = json_get_text(ref, "resultOf"), *name = json_get_text(ref, "name");
	const char *path = json_get_text(ref, "path");
	json_t *response;
	size_t i;

	if (of == NULL || name == NULL || path == NULL || json_object_size(ref) != 3)
		return NULL;
	json_array_foreach(j->responses, i, response) {
		if (strcmp(json_string_value(json_array_get(response, 2)), of) != 0)
			continue;
		/* The first response of that call is the one that is meant. */
		if (strcmp(json_string_value(json_array_get(response, 0)), name) != 0)
			return NULL;
		return jmap_point(json_array_get(response, 1), path);
	}
	return NULL;
}

enum status
jmap_resolve(struct jmap *j, json_t *args, json_t **out)
{
	json_t *copy = json_keep(j->cx->arena, json_object()), *value;
	const char *key;

	json_object_foreach(args, key, value) {
		json_t *found;

		if (*key != '#') {
			json_object_set(copy, key, value);
			continue;
		}
		if (json_object_get(args, key + 1) != NULL)
			return jmap_fail(j, "invalidArguments", "%s is given twice", key + 1);
		if ((found = follow(j, value)) == NULL)
			return jmap_fail(j, "invalidResultReference", "%s leads nowhere", key);
		json_object_set_new(copy, key + 1, found);
	}
	*out = copy;
	return OK;
}
