/*
 * What a fuzzer includes.  A fuzzer is one file fuzz_NAME.c that defines
 * LLVMFuzzerTestOneInput; seeds lie in tests/fixtures/fuzz/NAME/.  Besides the
 * sanitizers, each checks what the function promises with REQUIRE().
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ctx.h"
#include "core/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(what) do {								\
	if (!(what)) {									\
		fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #what); \
		abort();								\
	}										\
} while (0)

static inline void
require_text(const char *s)
{
	REQUIRE(s != NULL && utf8_valid(s, strlen(s)));
}

#endif
