import type { JournalEntry } from '../journal.ts';
import type { Loss, Plan } from '../plan.ts';
import { planStatus, type StepStatus } from '../plan-status.ts';
import { chart, type Wait } from './chart.ts';
import { html, Markup } from './html.ts';
import { script, style } from './page-assets.ts';

export interface ReportParts {
  plan: Plan;
  /** Of the plan's journal; its waits are shaded in the chart. */
  entries: readonly JournalEntry[];
}

function waitsIn(entries: readonly JournalEntry[]): Wait[] {
  return entries.flatMap((entry) =>
    entry.type === 'waited' ? [{ from: entry.at - entry.durationMs, to: entry.at }] : [],
  );
}

const words: Readonly<Record<string, string>> = {
  left: 'will move',
  done: 'moved',
  failed: 'failed',
  open: 'under way',
  undoing: 'being undone',
  undone: 'undone',
  nothing: 'right already',
  blocked: 'blocked',
};

function tile(label: string, count: number, state: string): Markup {
  return html`<li><b class="${count > 0 ? state : 'quiet'}">${count}</b>${label}</li>`;
}

/** How many lose which field, and why. */
function lossRows(plan: Plan): Markup[] {
  const counts = new Map<string, Loss & { count: number }>();
  for (const { losses } of plan.steps)
    for (const { field, why } of losses) {
      const key = `${field}\n${why}`;
      counts.set(key, { field, why, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  return [...counts.values()]
    .toSorted((a, b) => b.count - a.count)
    .map(
      ({ field, why, count }) =>
        html`<tr>
          <td>${field}</td>
          <td>${count}</td>
          <td>${why}</td>
        </tr> `,
    );
}

function table(id: string, heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="scroll">
    <table id="${id}">
      <thead>
        <tr>
          ${heads.map((head) => html`<th>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function stepRow(step: Plan['steps'][number], { state, target, failure }: StepStatus): Markup {
  const notes = [
    ...step.blocks.map(({ field, why }) => `${field}: ${why}`),
    ...(failure ? [`${failure.code}: ${failure.message}`] : []),
    ...(step.losses.length > 0 ? [`loses ${[...new Set(step.losses.map(({ field }) => field))].join(', ')}`] : []),
  ];
  const name = step.input?.name ?? step.target?.name ?? '';
  return html`<tr>
    <td class="state ${state}">${words[state] ?? state}</td>
    <td>${step.id}</td>
    <td>${step.name}</td>
    <td>${target ?? ''}</td>
    <td>${name}</td>
    <td>${notes.join('; ')}</td>
  </tr> `;
}

/**
 * A migration as one HTML file: no network, readable on a phone, light and dark, on paper, and searchable. Throws
 * `MigrationError` where the journal is another plan's.
 */
export function reportHtml({ plan, entries }: ReportParts): string {
  const { source, target, steps, notes, filtered } = plan;
  const status = planStatus(plan, entries);
  const { counts, series } = status;
  const title = `${source.profile} → ${target.profile}`;
  const blocked = steps.flatMap(({ id, name, blocks }) =>
    blocks.map(
      ({ field, why }) =>
        html`<tr>
          <td>${id}</td>
          <td>${name}</td>
          <td>${field}</td>
          <td>${why}</td>
        </tr> `,
    ),
  );
  const rows = steps.flatMap((step, index) => {
    const state = status.steps[index];
    return state ? [stepRow(step, state)] : [];
  });
  const losses = lossRows(plan);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Migration ${title}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <h1>Migration ${title}</h1>
        <p class="quiet">
          ${source.count} sub-users of ${source.profile} (${source.carrier}) to ${target.profile} (${target.carrier},
          ${target.count} before); ${filtered} left out by the mapping. Plan ${plan.digest.slice(0, 12)}.
        </p>
        <ul class="tiles">
          ${[
            tile('moved', counts.done, 'done'),
            tile('will move', counts.left, ''),
            tile('under way', counts.open, 'open'),
            tile('right already', counts.nothing, 'nothing'),
            tile('failed', counts.failed, 'failed'),
            tile('blocked', counts.blocked, 'blocked'),
            tile('undone', counts.undone, ''),
          ]}
        </ul>
        <h2>Over time</h2>
        ${chart(series, waitsIn(entries), Math.max(1, steps.length))}
        <h2>What is lost</h2>
        ${notes.map(({ field, why }) => html`<p>${field}: ${why}</p>`)}
        ${losses.length > 0 ? table('losses', ['field', 'sub-users', 'why'], losses) : html`<p>Nothing.</p>`}
        <h2>What is blocked</h2>
        ${blocked.length > 0 ? table('blocked', ['source', 'name', 'field', 'why, and what to do'], blocked) : html`<p>Nothing.</p>`}
        <h2>Every sub-user</h2>
        <p class="noprint">
          <input id="search" type="search" placeholder="Search: name, id, state, field …" aria-label="Search" />
          <span id="count" class="quiet">${rows.length} of ${rows.length}</span>
        </p>
        ${table('steps', ['state', 'source', 'name', 'target', 'name there', 'notes'], rows)}
        <script>
          ${new Markup(script)};
        </script>
      </body>
    </html> `;
  return page.text;
}
