// What ical.js, the engine of Thunderbird and of Nextcloud's calendar, reads from calendar files.
//
//   node read.mjs FROM TO < files.json      {"name": "text of the file", …}
//
// prints {"name": {"occurrences": [[summary, start, end, uid, status], …], "todos": […], "properties": […]}, …}: every
// occurrence that begins from FROM to TO, days as they are, times with the offset of their zone.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const [from, to] = process.argv.slice(2).map((day) => ICAL.Time.fromDateString(day));

function told(time) {
  if (time.isDate) return time.toString();
  const offset = time.utcOffset();
  const two = (n) => String(Math.trunc(Math.abs(n))).padStart(2, "0");
  return `${time.toString().replace("Z", "")}${offset < 0 ? "-" : "+"}${two(offset / 3600)}:${two((offset % 3600) / 60)}`;
}

function occurrence(event, start, end) {
  return [event.summary, told(start), told(end), event.uid, event.component.getFirstPropertyValue("status")];
}

function* occurrences(calendar) {
  const all = calendar.getAllSubcomponents("vevent");
  const overrides = new Map();
  for (const component of all.filter((each) => each.hasProperty("recurrence-id"))) {
    const uid = component.getFirstPropertyValue("uid");
    overrides.set(uid, [...(overrides.get(uid) ?? []), component]);
  }
  for (const component of all.filter((each) => !each.hasProperty("recurrence-id"))) {
    const uid = component.getFirstPropertyValue("uid");
    const event = new ICAL.Event(component, { exceptions: overrides.get(uid) ?? [], strictExceptions: true });
    overrides.delete(uid);
    if (!event.isRecurring()) {
      yield occurrence(event, event.startDate, event.endDate);
      continue;
    }
    const every = event.iterator();
    for (let next = every.next(); next; next = every.next()) {
      const found = event.getOccurrenceDetails(next);
      yield occurrence(found.item, found.startDate, found.endDate);
    }
  }
  for (const [uid, lost] of overrides) throw new Error(`${lost.length} overrides without a master: ${uid}`);
}

function properties(component) {
  return [
    ...component.getAllProperties().map((each) => [component.name, each.name, each.getValues().map(String)]),
    ...component.getAllSubcomponents().flatMap(properties),
  ];
}

function read(text) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return {
    occurrences: [...occurrences(calendar)],
    todos: calendar.getAllSubcomponents("vtodo").map((each) => each.getFirstPropertyValue("summary")),
    properties: properties(calendar),
  };
}

const files = JSON.parse(readFileSync(0, "utf8"));
const answers = Object.entries(files).map(([name, text]) => {
  const answer = read(text);
  const near = ([, start]) => start >= from.toString() && start.slice(0, 10) <= to.toString();
  return [name, { ...answer, occurrences: answer.occurrences.filter(near) }];
});
process.stdout.write(JSON.stringify(Object.fromEntries(answers)));
