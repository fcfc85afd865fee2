/*
 * What was done, by whom, from where: read only.
 */
#include "admin/categories.h"

const struct api_category cat_log = {
	.name = "log", .help = "What was done, by whom, from where", .view = "api.log_ui",
	.log = "log", .get = WHO_DOMAIN,
};
