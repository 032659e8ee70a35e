import { openSubUsers, type SubUsers } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import { startVoximplantEmulator, type VoximplantEmulator } from '@subuser/emulator';
import { createVoximplant } from '@subuser/voximplant';
import { Agent } from 'undici';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { requestsOf } from '../../support/requests-of.ts';

const start = Date.UTC(2025, 9, 22, 3, 57, 35, 997);

let emulator: VoximplantEmulator;
let control: VoximplantEmulator['control'];
let clock: ManualClock;

beforeAll(async () => {
  emulator = await startVoximplantEmulator({ now: () => clock.time });
  ({ control } = emulator);
});
beforeEach(() => {
  clock = new ManualClock({ time: start });
  control.reset();
});
afterAll(() => emulator.close());

/** Moves the clock whenever it is read, so that a token signed a second time would be another one. */
function moveWhenRead(manual: ManualClock): void {
  manual.now = () => (manual.time += 50);
}

/** With the tokens that went out, one for each request. */
function open(): { subUsers: SubUsers; tokens: string[] } {
  const tokens: string[] = [];
  const agent = new Agent();
  const dispatcher = agent.compose((dispatch) => (request, handler) => {
    tokens.push(Reflect.get(request.headers ?? {}, 'authorization'));
    return dispatch(request, handler);
  });
  const { credentials, origin: baseUrl } = emulator;
  const subUsers = openSubUsers(createVoximplant({ credentials, baseUrl, clock, dispatcher }));
  onTestFinished(async () => {
    await subUsers.close();
    await agent.close();
  });
  return { subUsers, tokens };
}

test('is signed once for fifty calls at once', async () => {
  moveWhenRead(clock);
  const { subUsers, tokens } = open();
  await Promise.all(Array.from({ length: 50 }, () => subUsers.grants()));
  const names = Array.from({ length: 50 }, (_, index) => `operator-${index}`);
  await Promise.all(names.map((name) => subUsers.create({ name })));
  // All fifty share one reading of the roles.
  expect(tokens).toHaveLength(51);
  expect(tokens[0]).toMatch(/^Bearer eyJ/u);
  expect(new Set(tokens).size).toBe(1);
});

test('is renewed before it expires, and not much sooner', async () => {
  const { subUsers, tokens } = open();
  const [id = ''] = control.seed(1);
  const tokenAfter = async (seconds: number): Promise<string | undefined> => {
    clock.time = start + seconds * 1000;
    await subUsers.get(id);
    return tokens.at(-1);
  };
  const first = await tokenAfter(0);
  expect(await tokenAfter(534)).toBe(first);
  const second = await tokenAfter(536);
  expect(second).not.toBe(first);
  expect(await tokenAfter(1060)).toBe(second);
  expect(await tokenAfter(86_400)).not.toBe(second);
  // None was ever refused.
  expect(requestsOf(control)).toEqual(Array.from({ length: 5 }, () => 'GetSubUsers(subuser_id, with_roles)'));
});

test.each([
  ['ten minutes behind', -600_000],
  ['ten minutes ahead', 600_000],
  ['a day ahead', 86_400_000],
])('a carrier whose clock is %s costs one request more, once', async (_, skewMs) => {
  control.clockSkewMs = skewMs;
  const { subUsers, tokens } = open();
  const { subUser } = await subUsers.create({ name: 'support' });
  const create = 'AddSubUser(new_subuser_name, new_subuser_password)';
  expect(requestsOf(control)).toEqual([create, create]);
  expect(control.requests.map(({ applied }) => applied)).toEqual([false, true]);
  expect((await subUsers.get(subUser.id)).name).toBe('support');
  expect([tokens.length, new Set(tokens).size]).toEqual([3, 2]);
});

test('fifty calls at once find out together: one token more', async () => {
  moveWhenRead(clock);
  control.clockSkewMs = -600_000;
  const { subUsers, tokens } = open();
  const names = Array.from({ length: 50 }, (_, index) => `operator-${index}`);
  await Promise.all(names.map((name) => subUsers.create({ name })));
  expect(new Set(tokens).size).toBe(2);
  expect(control.requests.filter(({ applied }) => applied)).toHaveLength(50);
  expect(tokens.length).toBeLessThanOrEqual(100);
});

test('if the carrier refuses every token, the call fails after one more try', async () => {
  const { subUsers, tokens } = open();
  control.failNext({ fault: 'error-200', code: 455, times: 9 });
  await expect(subUsers.get('109')).rejects.toMatchObject({ code: 'unauthenticated', detail: { carrierCode: 455 } });
  expect(tokens).toHaveLength(2);
});
