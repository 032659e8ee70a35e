import type { JournalEntry } from '../journal/journal-entry.ts';
import type { Plan, Reason } from '../plan/plan.ts';
import { planStatus } from './plan-status.ts';
import { callsBlockedWhy } from './calls-blocked.ts';
import { chart } from './chart.ts';
import { html, Markup } from './html.ts';
import { policy, script, style } from './page-assets.ts';
import { countReasons } from './reasons.ts';
import { stepsTable } from './steps-table.ts';
import { table } from './table.ts';

export interface ReportParts {
  plan: Plan;
  /** The entries of the plan's journal; the chart shades its waits. */
  entries: readonly JournalEntry[];
}

function tile(label: string, count: number, state: string): Markup {
  return html`<li><b class="${count > 0 ? state : 'quiet'}">${count}</b>${label}</li> `;
}

function reasonsTable(
  id: string,
  title: string,
  heads: readonly string[],
  reasons: readonly Reason[],
  all: readonly Reason[] = [],
): Markup {
  const rows = countReasons(reasons).map(({ field, why, count }) => [field, count, why]);
  const general = all.map(({ field, why }) => [field, 'all', why]);
  return html`<h2>${title}</h2>
    ${rows.length + general.length > 0 ? html`<div class="reasons">${table({ title, id, heads, rows: [...general, ...rows] })}</div>` : html`<p>Nothing.</p>`}`;
}

/**
 * A migration as one HTML file: no network, light and dark, searchable, readable on a phone and on paper. Throws
 * `MigrationError` if the journal belongs to another plan.
 */
export function reportHtml({ plan, entries }: ReportParts): string {
  const { source, target, steps, notes, filtered } = plan;
  const status = planStatus(plan, entries);
  const { counts, series } = status;
  const waiting = status.steps.flatMap(({ callsBlocked }) =>
    callsBlocked ? [{ field: 'status', why: callsBlockedWhy }] : [],
  );
  const title = `Migration ${source.profile} → ${target.profile}`;
  const failures = status.steps.flatMap(({ failure }) =>
    failure ? [{ field: failure.code, why: failure.message }] : [],
  );
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="generator" content="subuser" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="quiet">
            From ${source.profile} (${source.carrier}, ${source.count} sub-users) to ${target.profile}
            (${target.carrier}, ${target.count} before). The mapping leaves out ${filtered}. Plan
            ${plan.digest.slice(0, 12)}.
          </p>
          <ul class="tiles">
            ${tile('moved', counts.done, 'done')}${tile('will move', counts.left, '')}
            ${tile('failed', counts.failed, 'failed')}${tile('blocked', counts.blocked, 'blocked')}
            ${counts.nothing > 0 ? tile('already correct', counts.nothing, 'nothing') : ''}
            ${waiting.length > 0 ? tile('cannot call yet', waiting.length, 'blocked') : ''}
            ${counts.open > 0 ? tile('in progress', counts.open, 'open') : ''}
            ${counts.undoing > 0 ? tile('being undone', counts.undoing, 'undoing') : ''}
            ${counts.undone > 0 ? tile('undone', counts.undone, '') : ''}
          </ul>
          <h2>Over time</h2>
          ${chart({ entries, series, total: steps.length - counts.nothing - counts.blocked })}
          ${failures.length > 0 ? reasonsTable('failed', 'What failed', ['Code', 'Sub-users', 'Why'], failures) : ''}
          ${reasonsTable(
            'blocked',
            'What is blocked',
            ['Field', 'Sub-users', 'Why, and what to do'],
            steps.flatMap(({ blocks }) => blocks),
          )}
          ${reasonsTable(
            'losses',
            'What is lost',
            ['Field', 'Sub-users', 'Why'],
            [...steps.flatMap(({ action, losses }) => (action === 'blocked' ? [] : losses)), ...waiting],
            notes,
          )}
          ${stepsTable(plan, status)}
        </main>
        ${new Markup(`<script>${script}</script>`)}
      </body>
    </html> `;
  return page.text;
}
