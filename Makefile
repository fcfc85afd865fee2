# Hayloft.  `make run` brings it up, `make check` tests it; README.md tells more.
# A new file is found by its folder.

FOLDERS	= core storage imapclient mailcore dav webmail admin httpd
B	= build
CC	?= gcc

VERSION	:= $(shell cat VERSION)
WARN	= -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	  -Wwrite-strings -Wvla -Wformat=2 -Werror
HARDEN	= -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE \
	  -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
OPT	= -O2 -g
CFLAGS	+= -std=gnu17 -D_GNU_SOURCE= $(OPT) $(WARN) $(HARDEN) -fno-common -I. -I/usr/include/postgresql \
	  -I/usr/include/libxml2 -DH2O_USE_LIBUV=0 -DVERSION='"$(VERSION)"'
LDFLAGS	+= -pie -Wl,-z,relro,-z,now,-z,noexecstack -rdynamic
LIBS	= -lh2o-evloop -letpan -lxml2 -lical -lpq -ljansson -largon2 -lidn2 -lseccomp -lz -lssl -lcrypto

SOURCES	:= $(wildcard $(addsuffix /*.c,$(FOLDERS)))
HEADERS	:= $(wildcard $(addsuffix /*.h,$(FOLDERS)))
OBJECTS	:= $(SOURCES:%.c=$(B)/%.o)
LIBFILES := $(foreach f,$(FOLDERS),$(if $(wildcard $(f)/*.c),$(B)/lib/$(f).a))
# The linker reads archives left to right: the upper layers first.
LINK	= $(patsubst %,$(B)/lib/%.a,$(filter $(patsubst $(B)/lib/%.a,%,$(LIBFILES)),httpd admin webmail dav mailcore imapclient storage core))

all: hayloft

hayloft: $(B)/hayloft
	@ln -sf $(B)/hayloft $@

$(B)/hayloft: $(B)/layers-ok $(LIBFILES)
	$(CC) $(LDFLAGS) -o $@ -Wl,--whole-archive $(B)/lib/httpd.a -Wl,--no-whole-archive $(LINK) $(LIBS)

$(B)/%.o: %.c $(B)/deps-build
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# Files that are part of the program: the folder's table and what it holds.
MIGRATIONS := $(wildcard storage/migrations/*.sql)
TEMPLATES  := $(wildcard mailcore/templates/*)
$(B)/storage/migrations.S: core/embed.sh $(MIGRATIONS)
	@mkdir -p $(@D)
	sh core/embed.sh storage_migrations $(MIGRATIONS) > $@.tmp && mv $@.tmp $@
$(B)/mailcore/templates.S: core/embed.sh $(TEMPLATES)
	@mkdir -p $(@D)
	sh core/embed.sh mailcore_templates $(TEMPLATES) > $@.tmp && mv $@.tmp $@
$(B)/%.o: $(B)/%.S
	$(CC) -c -o $@ $<
EMBEDDED_storage  = $(B)/storage/migrations.o
EMBEDDED_mailcore = $(B)/mailcore/templates.o

define archive
$(B)/lib/$(1).a: $(patsubst %.c,$(B)/%.o,$(wildcard $(1)/*.c)) $(EMBEDDED_$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(AR) rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call archive,$(f))))
.SECONDARY:

# Who may include whom.  The stamp lets `make` check only what changed hands.
$(B)/layers-ok: $(CURDIR)/layers tests/layers.awk $(SOURCES) $(HEADERS)
	@mkdir -p $(@D)
	@awk -f tests/layers.awk layers $(SOURCES) $(HEADERS)
	@touch $@
layers:
	awk -f tests/layers.awk layers $(SOURCES) $(HEADERS)

-include $(OBJECTS:.o=.d)

# Debian packages, by group; a second when all are there.
deps: $(B)/deps-build $(B)/deps-run
$(B)/deps-%: debian-packages tests/deps.sh
	@mkdir -p $(@D)
	sh tests/deps.sh $*
	@touch $@

ui: $(B)/ui/index.html
UI_SOURCES := $(shell find ui -path ui/node_modules -prune -o -type f -print 2>/dev/null)
ui/node_modules/.package-lock.json: ui/package-lock.json tests/deps.sh
	sh tests/deps.sh ui
	cd ui && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
$(B)/ui/index.html: ui/node_modules/.package-lock.json $(UI_SOURCES)
	node ui/build.mjs

# Unit tests: tests/unit/test_NAME.c is a program of its own; `make unit-NAME` runs one.
UNIT	:= $(patsubst tests/unit/test_%.c,%,$(wildcard tests/unit/test_*.c))
$(B)/unit/test_%: tests/unit/test_%.c $(LIBFILES)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -o $@ $< $(LDFLAGS) -Wl,--start-group $(LINK) -Wl,--end-group -lcmocka $(LIBS)
$(UNIT:%=unit-%): unit-%: $(B)/unit/test_%
	$<
unit: $(UNIT:%=$(B)/unit/test_%)
	sh tests/unit/run.sh $^
-include $(UNIT:%=$(B)/unit/test_%.d)

# Fuzzers, FUZZ_SECONDS each; `make check` runs them for some seconds.
FUZZ_SECONDS ?= 60
fuzz:
	sh tests/fuzz/run.sh $(FUZZ_SECONDS)

run: hayloft ui $(B)/deps-run
	@./hayloft run

clean:
	rm -rf $(B) hayloft

.PHONY: all deps ui run check unit $(UNIT:%=unit-%) http attack ui-tests fuzz asan bench install clean layers
