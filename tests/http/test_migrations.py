"""The schema grows from any older version, once, whoever asks at the same time."""

import glob
import os
import unittest

from cluster import DatabaseTest
from harness import ROOT

FILES = sorted(glob.glob(os.path.join(ROOT, "storage", "migrations", "*.sql")))
NEWEST = int(os.path.basename(FILES[-1])[:4])


class MigrationsTest(DatabaseTest):
    migrated = False

    def schema(self):
        """Every column, constraint, index, view and function."""
        return self.db.sql(
            "SELECT table_schema, table_name, column_name, data_type, column_default, is_nullable"
            " FROM information_schema.columns WHERE table_schema IN ('public', 'mail')"
            " AND table_name <> 'schema_version' UNION ALL"
            " SELECT 'constraint', conrelid::regclass::text, conname, contype::text,"
            " pg_get_constraintdef(oid), '' FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace UNION ALL"
            " SELECT 'index', tablename, indexname, indexdef, '', '' FROM pg_indexes"
            " WHERE schemaname = 'public' AND tablename <> 'schema_version' UNION ALL"
            " SELECT 'view', viewname, definition, '', '', '' FROM pg_views"
            " WHERE schemaname = 'mail' ORDER BY 1, 2, 3, 4")

    def test_an_empty_database_gets_all(self):
        self.assertEqual({"before": 0, "now": NEWEST, "applied": len(FILES)},
                         self.run_ok("migrate"))
        self.assertEqual({"before": NEWEST, "now": NEWEST, "applied": 0}, self.run_ok("migrate"))

    def test_an_older_version_keeps_its_data(self):
        self.run_ok("migrate", "--to", "1")
        self.db.sql("INSERT INTO domain (name) VALUES ('example.org')")
        self.db.sql("INSERT INTO account (domain_id, address)"
                    " SELECT id, 'alice@example.org' FROM domain")
        self.db.sql("INSERT INTO credential (account_id, kind, hash)"
                    " SELECT id, 'password', '{ARGON2ID}x' FROM account")
        before = self.db.sql("SELECT a.id, a.address, c.hash FROM account a"
                             " JOIN credential c ON c.account_id = a.id")
        done = self.run_ok("migrate")
        self.assertEqual((1, NEWEST), (done["before"], done["now"]))
        self.assertEqual(before, self.db.sql(
            "SELECT a.id, a.address, c.hash FROM account a"
            " JOIN credential c ON c.account_id = a.id"))
        self.assertEqual(["alice@example.org"], [r["address"] for r in self.run_ok("user", "list")])

    def test_step_by_step_ends_where_all_at_once_does(self):
        self.run_ok("migrate")
        at_once = self.schema()
        self.db = self.cluster.database()
        for path in FILES:
            number = os.path.basename(path)[:4].lstrip("0")
            self.assertEqual(1, self.run_ok("migrate", "--to", number)["applied"])
        self.assertEqual(at_once, self.schema())

    def test_several_at_the_same_time(self):
        running = [self.db.start("migrate", "--json") for _ in range(4)]
        codes = []
        for process in running:
            out, err = process.communicate(timeout=60)
            codes.append((process.returncode, err))
        self.assertEqual([(0, "")] * 4, codes)
        self.assertEqual([[str(len(FILES))]], self.db.sql("SELECT count(*) FROM schema_version"))

    def test_an_edited_file_is_refused(self):
        self.run_ok("migrate")
        self.db.sql("UPDATE schema_version SET sha256 = repeat('0', 64) WHERE number = 1")
        self.refused(7, "migrate", words="edited after it ran")

    def test_a_failing_file_leaves_nothing_half_done(self):
        self.run_ok("migrate", "--to", "1")
        self.db.sql("CREATE SCHEMA mail")       # what the second file makes
        self.assertNotEqual(0, self.db.run("migrate").code)
        self.assertEqual([["1"]], self.db.sql("SELECT max(number) FROM schema_version"))
        self.assertEqual([], self.db.sql("SELECT 1 FROM pg_views WHERE schemaname = 'mail'"))
        self.db.sql("DROP SCHEMA mail")
        self.assertEqual(NEWEST, self.run_ok("migrate")["now"])

    def test_commands_ask_for_it(self):
        self.refused(7, "user", "list", words="hayloft migrate")
        self.run_ok("migrate", "--to", "1")
        self.refused(7, "user", "list", words="hayloft migrate")


if __name__ == "__main__":
    unittest.main()
