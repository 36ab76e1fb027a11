import { expect, test } from 'vitest';
import { addLanguage } from '../../pipeline/commands/add-language.ts';
import { openCommand } from './open-command.ts';

const newsletter = `name: Tiny
description: { en: News, nl: Nieuws }
place: { en: Quay, nl: Kade }
signOff: { en: Until next time., nl: Tot de volgende keer. }
url: https://tiny.example.org
sender: { address: news@example.org, postal: { en: Quay 1, nl: Kade 1 } }
languages: { source: en, editions: [en, nl] }
lists: [{ id: sport, name: { en: Sport, nl: Sport } }]
`;

test('adding a language lists every field that needs a text in it', async () => {
  const command = await openCommand();
  await command.write('newsletter.yaml', newsletter);
  const { code, stdout } = await command.run((context) => addLanguage(context, 'de', { json: true }));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    locale: 'de',
    files: [],
    fields: ['place', 'signOff', 'description', 'sender.postal', 'lists.sport.name'],
  });
});
