"""A muted conversation stays out of the inbox, also while nobody looks."""

from jmap_case import JmapTest, mail, wait_until


class Mute(JmapTest):
    def conversation(self):
        """One message in the inbox, muted as a client does it, in the archive."""
        self.append(mail("Lunch", message_id="lunch@tests.example"))
        first = self.only_email("threadId")
        self.set(update={first["id"]: {"keywords/$muted": True, "keywords/$seen": True,
                                       f"mailboxIds/{self.box_id('inbox')}": None,
                                       f"mailboxIds/{self.box_id('archive')}": True}})
        return first

    def answer(self, n, flags=None):
        self.append(mail("Re: Lunch", message_id=f"answer{n}@tests.example",
                         In_Reply_To="<lunch@tests.example>", References="<lunch@tests.example>"), flags=flags)

    def in_box(self, role):
        return self.query(filter={"inMailbox": self.box_id(role)})

    def test_new_mail_goes_to_the_archive(self):
        first = self.conversation()
        self.answer(1)
        self.assertTrue(wait_until(lambda: len(self.in_box("archive")) == 2 and not self.in_box("inbox")))
        for e in self.emails(self.in_box("archive"), "threadId", "keywords"):
            self.assertEqual((first["threadId"], {"$muted": True, "$seen": True}), (e["threadId"], e["keywords"]))

    def test_other_mail_and_what_was_read_stays(self):
        self.conversation()
        self.append(mail("Dinner"))
        self.answer(1, flags="\\Seen")
        self.answer(2)
        self.assertTrue(wait_until(lambda: len(self.in_box("archive")) == 2))
        self.assertEqual({"Dinner", "Re: Lunch"},
                         {e["subject"] for e in self.emails(self.in_box("inbox"), "subject")})

    def test_unmuted_again(self):
        first = self.conversation()
        self.set(update={first["id"]: {"keywords/$muted": None}})
        self.answer(1)
        self.append(mail("Later"))
        self.assertEqual(2, len(self.in_box("inbox")))
        self.assertEqual([], self.stack.sql(f"""SELECT 1 FROM task t JOIN account a ON a.id = t.account_id
            WHERE t.kind = 'mute' AND address = '{self.me.address}'"""))
