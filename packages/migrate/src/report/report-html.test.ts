import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { html } from './html.ts';
import { reportHtml } from './report-html.ts';

const step = (id: string, rest: Partial<PlanStep>): PlanStep => ({
  id,
  name: `name of ${id}`,
  action: 'create',
  losses: [],
  blocks: [],
  ...rest,
});

const plan = {
  digest: 'abcdef0123456789',
  source: { profile: 'old', carrier: 'one', count: 3 },
  target: { profile: 'new', carrier: 'other', count: 0 },
  notes: [{ field: 'credentials', why: 'carriers do not reveal secrets' }],
  filtered: 1,
  steps: [
    step('s1', {
      name: '<script>alert(1)</script>',
      input: { name: 'script-alert', reference: 'one:s1' },
      losses: [{ field: 'email', why: 'the target has no such field' }],
    }),
    step('s2', {
      input: { name: 'two', reference: 'one:s2' },
      losses: [{ field: 'email', why: 'the target has no such field' }],
    }),
    step('s3', {
      action: 'blocked',
      losses: [{ field: 'phone', why: 'the target has no such field' }],
      blocks: [{ field: 'grants', why: 'the mapping has no entry for “calls”' }],
    }),
  ],
} as unknown as Plan;

const entries = [
  { type: 'begin', plan: plan.digest, at: 1_000 },
  { type: 'intent', step: 's1', nonce: 'aaaaaaaaaa', at: 1_000 },
  { type: 'done', step: 's1', target: 't1', at: 2_000 },
  { type: 'intent', step: 's2', nonce: 'bbbbbbbbbb', at: 2_000 },
  { type: 'waited', durationMs: 1_000, at: 4_000 },
  { type: 'failed', step: 's2', code: 'already-exists', message: '“two” is taken', at: 5_000 },
] as const;

test('a report contains names, ids and reasons, and shows a name that is markup as text', () => {
  const page = reportHtml({ plan, entries }).replaceAll(/>\s+</gu, '><').replaceAll(/\s+/gu, ' ');
  expect(page).toContain(
    '<td>&lt;script&gt;alert(1)&lt;/script&gt;</td><td>s1</td><td>script-alert</td><td>t1</td><td>loses email</td>',
  );
  expect(page).not.toContain('<script>alert');
  // What is blocked stays where it is and loses nothing.
  expect(page).not.toContain('<tr><td>phone</td>');
  expect(page).toContain('<tr><td>email</td><td>2</td><td>the target has no such field</td></tr>');
  expect(page).toContain('<tr><td>credentials</td><td>all</td><td>carriers do not reveal secrets</td></tr>');
  expect(page).toContain('<tr><td>grants</td><td>1</td><td>the mapping has no entry for “calls”</td></tr>');
  expect(page).toContain('<tr><td>already-exists</td><td>1</td><td>“two” is taken</td></tr>');
  expect(page).toContain('already-exists: “two” is taken · loses email');
  expect(page).toContain('grants: the mapping has no entry for “calls” · would lose phone');
  expect(page).toContain('<td class="blocked">blocked</td><td>name of s3</td><td>s3</td>');
  expect(page).toContain('1 done, 1 failed in 4.0 s; 1.0 s of it spent waiting for the carrier.');
});

test('its policy allows its own script and nothing else', () => {
  const page = reportHtml({ plan, entries });
  const [, script = ''] = /<script>(.*?)<\/script>/su.exec(page) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  expect(script).toContain('addEventListener');
  expect(page).toContain(
    `default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;sha256-${hash}&#39;`,
  );
});

test('it is one file: nothing is fetched', () => {
  const page = reportHtml({ plan, entries: [] });
  expect(page.match(/(?:src|href|url)\s*[=(]/gu)).toBeNull();
  expect(page).not.toMatch(/https?:/u);
  expect(page).toContain('Nothing was applied yet.');
});

test('values are escaped, markup is not, lists are joined', () => {
  expect(html`<i title="${'"\'&<>'}">${[html`<b>1</b>`, 2, 'x']}</i>`.text).toBe(
    '<i title="&quot;&#39;&amp;&lt;&gt;"><b>1</b>2x</i>',
  );
});

test('what the table of losses shortens is in the row of its sub-user', () => {
  const ids = ['s1', 's2', 's3', 's4', 's5'];
  const steps = ids.map((id) =>
    step(id, {
      action: 'update',
      target: { id: `t-${id}`, name: `old-${id}` },
      change: { name: `new-${id}` },
      losses: [
        { field: 'name', why: `“name of ${id}” becomes “new-${id}”` },
        { field: 'reference', why: `“crm-${id}” does not move` },
        { field: 'email', why: 'the target has no such field' },
      ],
    }),
  );
  const page = reportHtml({ plan: { ...plan, steps }, entries: [] }).replaceAll(/>\s+</gu, '><');
  expect(page).toContain('<td>“crm-s1” does not move … and 4 more like it, each in the last table</td>');
  for (const id of ids)
    expect(page).toContain(
      `<td>name of ${id}</td><td>${id}</td><td>new-${id}</td><td>t-${id}</td><td>reference: “crm-${id}” does not move · loses email</td>`,
    );
});

test('sub-users that cannot call yet are counted, and marked in their rows', () => {
  const done = { type: 'done', step: 's1', target: 't1', callsBlocked: true, at: 2_000 } as const;
  const page = reportHtml({ plan, entries: [...entries.slice(0, 2), done] }).replaceAll(/>\s+</gu, '><');
  const why = 'the target blocks its calls until it is verified';
  expect(page).toContain('<b class="blocked">1</b>cannot call yet');
  expect(page).toContain(`<tr><td>status</td><td>1</td><td>${why}</td></tr>`);
  expect(page).toContain(`<td>t1</td><td>status: ${why} · loses email</td>`);
});
