/*
 * Web calendars: a collection that follows an iCalendar file somewhere in the
 * web (calendarserver.org's subscriptions), served like one's own but read only.
 */
#ifndef DAV_WEB_CALENDAR_H
#define DAV_WEB_CALENDAR_H

#include "storage/task.h"

/*
 * Task TASK_WEB_CALENDAR: fetch it, take over what changed, plan the next look.
 * What goes wrong over there is kept with the calendar and is no failure of the
 * task, which is planned anew, later each time.
 */
enum status dav_web_calendar(struct ctx *cx, const struct task *task) NODISCARD;

#endif
