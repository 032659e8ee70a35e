import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '@subuser/migrate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session, sourceOf, targetOf, there } from './direction.ts';
import { applyLine, prepareMove, writesOf } from './move.ts';

const planLine = 'migrate plan --from old --to new --map map.json --out other.json';

let session: Session;
let plan: Plan;
const files = ['plan.json', 'map.json', 'subuser.config.json'] as const;
const texts = new Map<string, string>();
const textOf = (file: (typeof files)[number]): string => texts.get(file) ?? '';

beforeAll(async () => {
  session = await openSession(there);
  plan = await prepareMove(session, there, 6);
  for (const file of files) texts.set(file, await readFile(join(session.folder, file), 'utf8'));
});
beforeEach(async () => {
  for (const control of [sourceOf(session), targetOf(session)]) control.reset();
  sourceOf(session).seed(6);
  for (const file of files) await session.write(file, textOf(file));
  await session.write('plan.journal.ndjson', '');
});
afterAll(() => session.close());

/** Refused with exit 1 and these words, and nothing was changed on the target. */
async function expectRefused(line: string, messages: string): Promise<void> {
  const ending = await session.run(line);
  expect([ending.code, ending.data, ending.messages]).toEqual([1, '', messages]);
  expect(writesOf(session)).toEqual([]);
}

describe('a plan', () => {
  const lineOf = (part: string): number => textOf('plan.json').split(part)[0]?.split('\n').length ?? 0;

  test('that was edited is refused', async () => {
    await session.write('plan.json', textOf('plan.json').replace('"Supervisor"', '"Owner"'));
    const rule = 'does not match: the plan was edited after it was made; change the mapping and make the plan again';
    const place = `plan.json:${lineOf('\n  "digest": "') + 1}: digest`;
    const words = `error (invalid-argument): Invalid plan.json: ${place}: ${rule}\n`;
    for (const line of [
      applyLine,
      'migrate verify plan.json',
      'migrate undo plan.json --yes',
      'migrate show plan.json',
    ])
      await expectRefused(line, words);
  });

  test('of a newer version names file, line and remedy', async () => {
    const newer = textOf('plan.json').replace(/"version": 1\n\}\n$/u, '"version": 2\n}\n');
    expect(newer).not.toBe(textOf('plan.json'));
    await session.write('plan.json', newer);
    const place = `plan.json:${newer.trimEnd().split('\n').length - 1}: version`;
    const rule = 'is 2, from a newer subuser, and this one reads version 1; update subuser, or make the plan again';
    await expectRefused(applyLine, `error (invalid-argument): Invalid plan.json: ${place}: ${rule}\n`);
  });

  test('that is cut names file and line', async () => {
    const cut = textOf('plan.json').slice(0, 500);
    await session.write('plan.json', cut);
    const rule = `file: is not JSON (line ${cut.split('\n').length}); make the plan again`;
    await expectRefused(applyLine, `error (invalid-argument): Invalid plan.json: ${rule}\n`);
  });

  test('whose journal is another plan’s', async () => {
    await session.write('plan.journal.ndjson', `{"type":"begin","plan":"${'0'.repeat(64)}","at":1}\n`);
    const other = `this journal belongs to another plan (000000000000…, not ${plan.digest.slice(0, 12)}…)`;
    const message = `${other}; use one journal for each plan`;
    await expectRefused(applyLine, `error (other-plan): ${message}\n`);
    const asJson = await session.run(`${applyLine} --json`);
    expect([asJson.code, JSON.parse(asJson.messages)]).toEqual([1, { error: { code: 'other-plan', message } }]);
  });

  test('whose journal is damaged in the middle', async () => {
    await session.write('plan.journal.ndjson', '{"type":"beg\n{"type":"begin","plan":"x","at":1}\n');
    const { code, messages } = await session.run(applyLine);
    expect(code).toBe(1);
    expect(messages).toMatch(
      /^error \(damaged\): \S+plan\.journal\.ndjson: line 1 is damaged \(.+\); restore the file, or correct/u,
    );
  });

  test('sealed to a private key', async () => {
    await expectRefused(
      applyLine.replace('public', 'private'),
      'error (wrong-key): this JWK is a private key; seal to its public part, and keep it elsewhere\n',
    );
  });
});

test('a changed source and a changed target: every sub-user and field that changed, and the way on', async () => {
  const [, , changed, removed] = plan.steps;
  await session.run(`update --profile old ${changed?.id} --description`, 'other words');
  await session.run(`delete --profile old --yes ${removed?.id}`);
  const created = await session.run('create --profile old --name Newcomer --json');
  const added = JSON.parse(created.data) as { id: string };
  targetOf(session).seed(1);
  await expectRefused(
    applyLine,
    'error (failed-precondition): the accounts have changed since the plan was made, and nothing new was started; ' +
      `make the plan again\n  source.${changed?.id}: was changed: description\n  source.${added.id}: was added\n` +
      `  source.${removed?.id}: was removed\n  target.109: was added\n`,
  );
});

describe('a mapping', () => {
  test.each([
    [
      'of a newer version',
      ['"version": 1', '"version": 2'],
      '4: version: must be 1; a higher version needs a newer subuser: update subuser, or write the mapping again',
    ],
    [
      'that includes in a circle',
      ['["Supervisor"]', '["=cdr"]', '["Accountant"]', '["=calls"]'],
      '20: grants.cdr.0: includes itself (calls → cdr → calls); remove one of these includes',
    ],
    [
      'with a grant that the target has not',
      ['["Supervisor"]', '["Supervisro"]'],
      '19: grants.calls.0: “Supervisro” cannot be granted on new; these can: Accountant, Admin, ' +
        'CallListManager, Developer, Owner, Payer, PayerNoVerify, PhoneNumberManager, Supervisor, Support, UserManager',
    ],
    ['with a field that nobody knows', ['"filter"', '"filtre"'], '8: filtre: is not a known field'],
  ])('%s: file, line and remedy', async (_name, [from = '', to = '', more = '', other = ''], rule) => {
    await session.write('map.json', textOf('map.json').replace(from, to).replace(more, other));
    await expectRefused(planLine, `error (invalid-argument): Invalid map.json: map.json:${rule}\n`);
  });
});

test('a configuration of a newer version: file, line and remedy', async () => {
  await session.write('subuser.config.json', textOf('subuser.config.json').replace('{', '{ "version": 2,'));
  const rule = 'version: is not a known field; remove it, or update subuser if it is from a newer version';
  await expectRefused(
    planLine,
    `error (invalid-argument): Invalid subuser.config.json: subuser.config.json:1: ${rule}\n`,
  );
});

test('a configuration without accounts', async () => {
  await session.write('subuser.config.json', textOf('subuser.config.json').replace('"profiles"', '"accounts"'));
  await expectRefused(
    planLine,
    'error (invalid-argument): Invalid subuser.config.json\n' +
      '  subuser.config.json:1: profiles: must contain the accounts by name, each with its carrier\n' +
      '  subuser.config.json:2: accounts: is not a known field; remove it, or update subuser if it is from a newer version\n',
  );
});
