import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubUser } from '@subuser/core';
import { openSealed, type Plan, type Verification } from '@subuser/migrate';
import { expect } from 'vitest';
import { type Ending, linesOf, type Session } from '../cli/session.ts';
import { decide, type Direction } from './direction.ts';

export const applyLine = 'migrate apply plan.json --seal sealed.jwe --recipient keys/public.jwk.json';

/** Seeds the source, fills in the starter mapping and writes plan.json: everything up to `apply`. */
export async function prepareMove(session: Session, direction: Direction, count: number): Promise<Plan> {
  const { from, to } = direction;
  direction.source(session).seed(count);
  const starter = await session.run(`migrate init --from ${from} --to ${to}`);
  await session.write('map.json', decide(direction, starter.data));
  const planned = await session.run(`migrate plan --from ${from} --to ${to} --map map.json --out plan.json`);
  expect([planned.code, planned.messages]).toEqual([2, '']);
  await session.run('secrets keygen --out keys');
  return readPlan(session);
}

export async function readPlan({ folder }: Session): Promise<Plan> {
  return JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as Plan;
}

export function listed(session: Session, profile: string): Promise<SubUser[]> {
  return session.run(`list --profile ${profile} --json`).then(({ data }) => linesOf<SubUser & object>(data));
}

/** The requests that change something, by operation. */
export function writesOf(direction: Direction, session: Session): string[] {
  const reads = new Set(['list', 'get', 'grants']);
  return direction
    .target(session)
    .requests.map(({ operation }) => operation)
    .filter((operation) => !reads.has(operation));
}

/**
 * One target for each source, as the plan has it, and whoever has the private key can log in to every one of them; `verify`
 * finds nothing.
 */
export async function expectMoved(session: Session, direction: Direction, plan: Plan): Promise<void> {
  const { carrier } = plan.source;
  const all = await listed(session, direction.to);
  const byReference = new Map(all.map((subUser) => [subUser.reference, subUser]));
  expect(all).toHaveLength(plan.steps.length);
  expect([...byReference.keys()].toSorted()).toEqual(plan.steps.map(({ id }) => `${carrier}:${id}`).toSorted());

  const { folder } = session;
  const text = await readFile(join(folder, 'sealed.jwe'), 'utf8');
  const key = JSON.parse(await readFile(join(folder, 'keys/private.jwk.json'), 'utf8')) as object;
  const opened = (await openSealed(text, key)).filter(({ isSuperseded }) => !isSuperseded);
  expect(opened.map(({ step }) => step).toSorted()).toEqual(plan.steps.map(({ id }) => id).toSorted());
  const journal = await readFile(join(folder, 'plan.journal.ndjson'), 'utf8');
  for (const { step, id, login, secret } of opened) {
    expect(byReference.get(`${carrier}:${step}`)?.id).toBe(id);
    expect(direction.target(session).authenticates(login, secret.reveal())).toBe(true);
    expect(journal).not.toContain(secret.reveal());
  }

  const { code, data } = await session.run('migrate verify plan.json --json');
  const { counts, isClean } = JSON.parse(data) as Verification;
  const none = { '*': 0, '+': 0, '-': 0, '!': 0 };
  expect({ code, counts, isClean }).toEqual({ code: 0, counts: { '=': plan.steps.length, ...none }, isClean: true });
}

/** The same command once more finds nothing to do, and changes nothing. */
export async function expectNothingLeft(session: Session, direction: Direction, plan: Plan): Promise<void> {
  const before = writesOf(direction, session);
  const again = await session.run(`${applyLine} --json`);
  const result = { done: 0, skipped: plan.steps.length, failed: [], left: 0, blocked: 0, stopped: false };
  expect([again.code, JSON.parse(again.data)]).toEqual([0, result]);
  expect(writesOf(direction, session)).toEqual(before);
}

export const dataOf = ({ data }: Ending): unknown => JSON.parse(data);
