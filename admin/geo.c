/*
 * libmaxminddb maps the file, so what is cut off in place is gone under our
 * feet: who renews it puts a whole one in its place by a rename, as all known
 * programs do.  Before each look the file is looked at, and nothing that
 * changed is read through the old map.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <maxminddb.h>
#include <string.h>
#include <sys/stat.h>

#include "admin/geo.h"
#include "core/conf.h"
#include "core/guard.h"
#include "core/json.h"
#include "core/log.h"

/* RFC 6890; none of them is in a country. */
#define LOCAL	"10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16" \
		" ::1/128 fc00::/7 fe80::/10"

/* One per process, which has one thread. */
static struct {
	MMDB_s		 db;
	bool		 tried, open;
	struct stat	 seen;		/* the file as it was then; zeros: there was none */
} geo;

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Is the file that is there now open?  Of one that cannot be read is told once. */
static bool
is_open(const char *path)
{
	struct stat now = { 0 };
	int e;

	if (*path == '\0')
		return false;
	if (stat(path, &now) != 0)
		now = (struct stat){ 0 };
	if (geo.tried && same_file(&now, &geo.seen))
		return geo.open;
	if (geo.open)
		MMDB_close(&geo.db);
	geo.seen = now;
	geo.tried = true;
	if ((e = MMDB_open(path, MMDB_MODE_MMAP, &geo.db)) != MMDB_SUCCESS)
		log_warn("geo", "%s: %s; no countries are shown", path, MMDB_strerror(e));
	geo.open = e == MMDB_SUCCESS;
	return geo.open;
}

static bool
read_address(const char *text, struct sockaddr_storage *out)
{
	struct sockaddr_in *four = (struct sockaddr_in *)(void *)out;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)(void *)out;
	static const char mapped[] = "::ffff:";

	*out = (struct sockaddr_storage){ .ss_family = AF_INET };
	if (strncasecmp(text, mapped, sizeof mapped - 1) == 0 && strchr(text, '.') != NULL)
		text += sizeof mapped - 1;
	if (inet_pton(AF_INET, text, &four->sin_addr) == 1)
		return true;
	out->ss_family = AF_INET6;
	return inet_pton(AF_INET6, text, &six->sin6_addr) == 1;
}

/* The text at PATH of the record, if it is two letters. */
static bool
read_code(MMDB_entry_s *entry, const char *const *path, char out[static 3])
{
	MMDB_entry_data_s data;

	if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data ||
	    data.type != MMDB_DATA_TYPE_UTF8_STRING || data.data_size != 2)
		return false;
	for (int i = 0; i < 2; i++) {
		if (!isascii(data.utf8_string[i]) || !isalpha((unsigned char)data.utf8_string[i]))
			return false;
		out[i] = (char)toupper((unsigned char)data.utf8_string[i]);
	}
	out[2] = '\0';
	return true;
}

const char *
geo_country(struct ctx *cx, const char *address)
{
	/* GeoLite2 and DB-IP; ip-location-db; IPinfo. */
	static const char *const layouts[][3] = {
		{ "country", "iso_code", NULL }, { "country_code", NULL }, { "country", NULL },
	};
	struct sockaddr_storage sa;
	MMDB_lookup_result_s found;
	char code[3];
	int e;

	if (!is_open(cx->conf->geo_database) || !read_address(address, &sa) ||
	    guard_is_listed(LOCAL, (struct sockaddr *)&sa))
		return NULL;
	found = MMDB_lookup_sockaddr(&geo.db, (struct sockaddr *)&sa, &e);
	if (e != MMDB_SUCCESS || !found.found_entry)
		return NULL;
	for (size_t i = 0; i < COUNT(layouts); i++)
		if (read_code(&found.entry, layouts[i], code))
			return arena_strdup(cx->arena, code);
	return NULL;
}

/* Beside each member called MEMBER, at any depth; "location" as mailcow's clients read it. */
static void
tell(struct ctx *cx, json_t *value, const char *member)
{
	const char *address, *country, *key;
	json_t *one;
	size_t i;

	json_array_foreach(value, i, one)
		tell(cx, one, member);
	if (!json_is_object(value))
		return;
	json_object_foreach(value, key, one)
		if (json_is_array(one))
			tell(cx, one, member);
	if ((address = json_get_text(value, member)) == NULL ||
	    (country = geo_country(cx, address)) == NULL)
		return;
	json_object_set_new(value, "country", json_string(country));
	json_object_set_new(value, "location", json_string(country));
}

const char *
geo_shown(struct ctx *cx, const char *view, const char *shown)
{
	static const struct {
		const char	*view, *member;
	} known[] = {
		{ "api.last_login", "real_rip" }, { "api.sign_in", "real_rip" }, { "api.log_ui", "remote" },
	};
	json_t *value;

	if (*cx->conf->geo_database == '\0')
		return shown;
	for (size_t i = 0; i < COUNT(known); i++)
		if (strcmp(view, known[i].view) == 0 &&
		    json_read(cx, shown, strlen(shown), &value) == OK) {
			tell(cx, value, known[i].member);
			return json_write(cx, value, NULL);
		}
	return shown;
}
