/* What a process and those below it had of the processor. */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "mailcore/spent.h"
#include "tests/unit/unit.h"

#define BURN_MS	150

/* Processor time of our own, whatever else the machine does. */
static void
burn(void)
{
	clock_t end = clock() + BURN_MS * (CLOCKS_PER_SEC / 1000);

	while (clock() < end)
		;
}

static void
test_those_below_count(void **state)
{
	int64_t before = spent_ms(getpid());
	int ready[2];
	pid_t child;
	char c;

	(void)state;
	assert_int_equal(0, pipe(ready));
	if ((child = fork()) == 0) {
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			burn();
			(void)!write(ready[1], "x", 1);
			pause();
		}
		burn();
		(void)!write(ready[1], "x", 1);
		pause();
	}
	assert_int_equal(1, read(ready[0], &c, 1));
	assert_int_equal(1, read(ready[0], &c, 1));
	/* Ticks are cut off, of each process; of one that still runs, the last. */
	assert_true(spent_ms(child) >= 2 * BURN_MS - 80);
	assert_true(spent_ms(getpid()) - before >= 2 * BURN_MS - 80);
	assert_int_equal(0, kill(child, SIGKILL));
	assert_int_equal(child, waitpid(child, NULL, 0));
	assert_int_equal(0, spent_ms(child));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_those_below_count) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
