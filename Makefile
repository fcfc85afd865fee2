# Hayloft.  `make run` brings it up, `make check` tests it; README.md tells more.
# A new file is found by its folder.

FOLDERS	= core storage decode fetch pim scheduling imapclient mailcore dav webmail admin oauth httpd
B	= build
CC	?= gcc
# Unless it is said how many at once.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif

VERSION	:= $(shell cat VERSION)
WARN	= -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	  -Wwrite-strings -Wvla -Wformat=2 -Werror
HARDEN	= -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE \
	  -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
OPT	= -O2 -g
CFLAGS	+= -std=gnu17 -D_GNU_SOURCE= $(OPT) $(WARN) $(HARDEN) -fno-common -I. -I/usr/include/postgresql \
	  -I/usr/include/libxml2 -DH2O_USE_LIBUV=0 -DVERSION='"$(VERSION)"'
LDFLAGS	+= -pie -Wl,-z,relro,-z,now,-z,noexecstack -rdynamic
LIBS	= -lh2o-evloop -lcurl -lldap -llber -letpan -lxml2 -lpq -lcjose -ljansson -largon2 -lidn2 -lpcre2-8 -lunistring -lseccomp -lcares -lfido2 -lqrencode -lmaxminddb -lresolv -lz -lzstd -lssl -lcrypto

SOURCES	:= $(wildcard $(addsuffix /*.c,$(FOLDERS)))
HEADERS	:= $(wildcard $(addsuffix /*.h,$(FOLDERS)))
OBJECTS	:= $(SOURCES:%.c=$(B)/%.o)
LIBFILES := $(foreach f,$(FOLDERS),$(if $(wildcard $(f)/*.c),$(B)/lib/$(f).a))
# The linker reads archives left to right: the upper layers first.
LINK	= $(patsubst %,$(B)/lib/%.a,$(filter $(patsubst $(B)/lib/%.a,%,$(LIBFILES)),httpd oauth admin webmail dav scheduling mailcore imapclient pim fetch decode storage core))

# One short line a step; V=1 shows the commands.
SAY	= $(if $(V),,@echo '$(1)' && )

all: hayloft

hayloft: $(B)/hayloft
	@ln -sf $(B)/hayloft $@

$(B)/hayloft: $(B)/layers-ok $(LIBFILES)
	$(call SAY,link $@)$(CC) $(LDFLAGS) -o $@ -Wl,--whole-archive $(B)/lib/httpd.a -Wl,--no-whole-archive $(LINK) $(LIBS)

# How the program is linked, for tests that link another version of it.
print-link:
	@echo '$(CC) $(LDFLAGS) -o $(B)/hayloft -Wl,--whole-archive $(B)/lib/httpd.a -Wl,--no-whole-archive $(LINK) $(LIBS)'

$(B)/%.o: %.c $(B)/deps-build
	@mkdir -p $(@D)
	$(call SAY,cc $<)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

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
	@$(AR) rcs $$@ $$^
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

run: hayloft ui $(B)/deps-run
	@sh httpd/again.sh ./hayloft run --demo example.org

# Tests: tests/run.py runs groups of them and closes with one line.
#   make check                          everything
#   make unit-http                      one unit test
#   make test T=tests/http/test_session.py:SessionTest.test_sign_in
RUN_TESTS = B=$(B) HAYLOFT_PROGRAM=$(CURDIR)/$(B)/hayloft /usr/bin/python3 tests/run.py

# A unit test is a program of its own; it links with the archives of the
# folders that it and those it includes may know.
UNIT	:= $(patsubst tests/unit/test_%.c,%,$(wildcard tests/unit/test_*.c))
$(B)/unit.mk: $(CURDIR)/layers tests/archives.awk $(wildcard tests/unit/test_*.c)
	@mkdir -p $(@D)
	@awk -f tests/archives.awk layers $(wildcard tests/unit/test_*.c) > $@
-include $(B)/unit.mk
$(B)/unit/%: tests/unit/%.c $(B)/deps-test
	@mkdir -p $(@D)
	$(call SAY,cc $<)$(CC) $(CFLAGS) -MMD -MP -o $@ $< $(LDFLAGS) -Wl,--start-group \
	    $(filter $(LIBFILES),$(patsubst %,$(B)/lib/%.a,$(ARCHIVES_$*))) -Wl,--end-group -lcmocka $(LIBS)
$(UNIT:%=unit-%): unit-%: $(B)/unit/test_%
	$<
-include $(UNIT:%=$(B)/unit/test_%.d)

check: $(B)/hayloft ui $(UNIT:%=$(B)/unit/test_%) $(B)/deps-run
	@$(RUN_TESTS) unit http attack clients fuzz ui
unit: unit-build
	@$(RUN_TESTS) unit
unit-build: $(UNIT:%=$(B)/unit/test_%)
http attack clients: $(B)/hayloft ui $(B)/deps-run $(B)/deps-test
	@$(RUN_TESTS) $@
ui-tests: $(B)/hayloft ui $(B)/deps-run $(B)/deps-test
	@$(RUN_TESTS) ui
# Every browser test in each of six views, and the tour of each in Arabic as well (tests/ui/README.md).
VIEWS ?= 1440-light 1440-dark 820-light 820-dark 390-light 390-dark
views: $(B)/hayloft ui $(B)/deps-run $(B)/deps-test
	@bad=0; for v in $(VIEWS); do echo "$$v"; HAYLOFT_VIEW=$$v $(RUN_TESTS) ui || bad=1; done; exit $$bad
test: $(B)/hayloft $(B)/deps-run $(B)/deps-test
	@$(RUN_TESTS) --only '$(T)'

# Unit and http tests under the address and undefined sanitizers, in a build of its own.
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
asan: ui
	@$(MAKE) B=build/asan OPT='-O1 -g $(SANITIZE)' HARDEN=-fPIE LDFLAGS='-pie -rdynamic $(SANITIZE)' asan-tests
asan-tests: $(B)/hayloft $(UNIT:%=$(B)/unit/test_%) $(B)/deps-run
	@$(RUN_TESTS) unit http

# Fuzzers, FUZZ_SECONDS each; `make check` runs them for some seconds.
FUZZ_SECONDS ?= 60
fuzz:
	sh tests/fuzz/run.sh $(FUZZ_SECONDS)

# Long ones: what chance and time bring out, SOAK_SECONDS each.
soak: $(B)/hayloft ui $(B)/deps-run $(B)/deps-test
	@DAV_RANDOM_SECONDS=$(or $(SOAK_SECONDS),300) $(RUN_TESTS) --only tests/http/test_dav_random.py
	@HAYLOFT_RANDOM_SECONDS=$(or $(SOAK_SECONDS),300) $(RUN_TESTS) --only tests/http/test_dav_scheduling_random.py
	@SUPERVISION_SECONDS=$(or $(SOAK_SECONDS),300) $(RUN_TESTS) --only tests/http/test_supervision.py
	@HAYLOFT_SOAK=on $(RUN_TESTS) --only tests/http/test_sync_jobs.py:ManyMessagesTest
	@HAYLOFT_SOAK=on $(RUN_TESTS) --only tests/http/test_update.py:UpdateWithMailTest
	@HAYLOFT_PROGRAM=$(CURDIR)/$(B)/hayloft /usr/bin/python3 tests/soak/soak_mail.py $(or $(SOAK_SECONDS),300)
	@HAYLOFT_PROGRAM=$(CURDIR)/$(B)/hayloft /usr/bin/python3 tests/soak/soak_memory.py
	@DAV_LIMITS=whole $(RUN_TESTS) --only tests/http/test_dav_limits.py
	@MAIL_LIMITS=whole $(RUN_TESTS) --only tests/http/test_mail_attacks.py:FloodTest
	@HAYLOFT_PEERS=on $(RUN_TESTS) --only tests/http/jmap/test_outside.py

# The program with all of it on the HTTP port, too: what TLS costs.
$(B)/bench/hayloft-plain: tests/bench/dav/plain.c $(B)/hayloft
	@mkdir -p $(@D)
	$(call SAY,link $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(filter-out %/plain.o,$(patsubst %.c,$(B)/%.o,$(wildcard httpd/*.c))) $(filter-out %/httpd.a,$(LINK)) $(LIBS)

bench: $(B)/hayloft $(B)/bench/hayloft-plain ui $(B)/deps-run $(B)/deps-test $(B)/deps-bench
	@HAYLOFT_PROGRAM=$(CURDIR)/$(B)/hayloft sh tests/bench/run.sh

# Into DESTDIR; the package adds units and users.
PREFIX ?= /usr
install: $(B)/hayloft ui
	install -D -m 755 $(B)/hayloft $(DESTDIR)$(PREFIX)/bin/hayloft
	install -d $(DESTDIR)$(PREFIX)/share/hayloft $(DESTDIR)$(PREFIX)/share/man/man8 $(DESTDIR)$(PREFIX)/share/man/man5
	cp -R $(B)/ui $(DESTDIR)$(PREFIX)/share/hayloft/
	for page in man/*.8; do install -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man8/; done
	for page in man/*.5; do install -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man5/; done

clean:
	rm -rf $(B) hayloft

.PHONY: all print-link deps ui run check unit unit-build $(UNIT:%=unit-%) http attack clients ui-tests views fuzz asan soak bench install clean layers
