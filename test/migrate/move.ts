import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubUser } from '@subuser/core';
import { openSealed, type Plan, type Verification } from '@subuser/migrate';
import { expect } from 'vitest';
import { type Ending, linesOf } from '../support/profile-session.ts';
import { decide, type Direction, type Session, sourceOf, targetOf } from './direction.ts';

export const applyLine = 'migrate apply plan.json --seal sealed.jwe --recipient keys/public.jwk.json';

/** Seeds the source, fills in the starter mapping and writes plan.json: everything up to `apply`. */
export async function prepareMove(session: Session, direction: Direction, count: number): Promise<Plan> {
  sourceOf(session).seed(count);
  const starter = await session.run('migrate init --from old --to new');
  await session.write('map.json', decide(direction, starter.data));
  const planned = await session.run('migrate plan --from old --to new --map map.json --out plan.json');
  expect([planned.code, planned.messages]).toEqual([2, '']);
  await session.run('secrets keygen --out keys');
  return readPlan(session);
}

export async function readPlan({ folder }: Session): Promise<Plan> {
  return JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as Plan;
}

/** The sub-users of the target. */
export function listed(session: Session): Promise<SubUser[]> {
  return session.run('list --profile new --json').then(({ data }) => linesOf<SubUser & object>(data));
}

/** The requests that change something, by operation. */
export function writesOf(session: Session): string[] {
  const reads = new Set(['list', 'get', 'grants']);
  return targetOf(session)
    .requests.map(({ operation }) => operation)
    .filter((operation) => !reads.has(operation));
}

/** There is one target for each source, as planned; the private key opens credentials that sign in to each; `verify` is clean. */
export async function expectMoved(session: Session, plan: Plan): Promise<void> {
  const { carrier } = plan.source;
  const all = await listed(session);
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
    expect(targetOf(session).authenticates(login, secret.reveal())).toBe(true);
    expect(journal).not.toContain(secret.reveal());
  }

  const { code, data } = await session.run('migrate verify plan.json --json');
  const { counts, isClean } = JSON.parse(data) as Verification;
  const none = { '*': 0, '+': 0, '-': 0, '!': 0 };
  expect({ code, counts, isClean }).toEqual({ code: 0, counts: { '=': plan.steps.length, ...none }, isClean: true });
}

/** A repeated command finds nothing to do, and changes nothing. */
export async function expectNothingLeft(session: Session, plan: Plan): Promise<void> {
  const before = writesOf(session);
  const again = await session.run(`${applyLine} --json`);
  const result = { done: 0, skipped: plan.steps.length, failed: [], left: 0, blocked: 0, stopped: false };
  expect([again.code, JSON.parse(again.data)]).toEqual([0, result]);
  expect(writesOf(session)).toEqual(before);
}

export const dataOf = ({ data }: Ending): unknown => JSON.parse(data);
