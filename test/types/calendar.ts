import type { Extension } from 'courant';

const calendar: Extension = ({ defineBlock, fields: { date, inline, several } }) => ({
  blocks: [
    defineBlock({
      kind: 'calendar',
      label: 'a calendar',
      description: 'Events in their order.',
      shape: {
        calendar: several(inline('An event.'), 'The events.'),
        since: date('The first day.').optional(),
      },
      toText: ({ calendar }, tools) =>
        calendar.map((each) => tools.wrap(`- ${tools.inline(each)}`)).join('\n'),
    }),
  ],
});
export default calendar;
