import type { JournalEntry } from '../journal/journal-entry.ts';
import type { StatusPoint } from './plan-status.ts';
import { duration } from './duration.ts';
import { html, type Markup } from './html.ts';
import { merged, type Span, timelineOf } from './timeline.ts';

// The drawing is stretched to fit, so it contains no text.
const width = 1000;
const height = 200;

const kinds = ['done', 'failed', 'undone'] as const;

export interface ChartParts {
  /** In the order in which they were written. */
  entries: readonly JournalEntry[];
  series: readonly StatusPoint[];
  /** Number of steps to do. */
  total: number;
}

function spansOf(entries: readonly JournalEntry[]): { waits: Span[]; spans: Span[] } {
  const waits = entries.flatMap((entry) =>
    entry.type === 'waited' ? [{ from: entry.at - entry.durationMs, to: entry.at }] : [],
  );
  // A wait begins before the entry that records it.
  const spans = [...entries.map(({ at }) => ({ from: at, to: at })), ...waits];
  return { waits: merged(waits), spans };
}

/** `2026-11-21 10:34 UTC` */
const minute = (moment: number): string => `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Steps done, failed and undone over time, and when the carrier made us wait. */
export function chart({ entries, series, total }: ChartParts): Markup {
  const last = series.at(-1);
  if (last === undefined) return html`<p class="quiet">Nothing was applied yet.</p>`;
  const { waits, spans } = spansOf(entries);
  const { begin, worked, pauses, at } = timelineOf(spans);
  const x = (moment: number): string => ((at(moment) / Math.max(1, worked)) * width).toFixed(1);
  const y = (count: number): string => (height - (count / Math.max(1, total)) * height).toFixed(1);
  const drawn = kinds.filter((kind) => kind === 'done' || last[kind] > 0);
  // A count is constant until it changes: steps, not slopes.
  const line = (kind: (typeof kinds)[number]): string =>
    `M0 ${y(0)}${series.map((point) => `H${x(point.at)}V${y(point[kind])}`).join('')}H${width}`;
  const bands = waits.map(({ from, to }) => {
    const wide = Math.max(2, Number(x(to)) - Number(x(from))).toFixed(1);
    return html`<rect class="wait" x="${x(from)}" y="0" width="${wide}" height="${height}"
      ><title>waited ${duration(to - from)}</title></rect
    >`;
  });
  const breaks = pauses.map(
    ({ from, to }) =>
      html`<path class="pause" d="M${x(from)} 0V${height}"><title>paused ${duration(to - from)}</title></path>`,
  );
  const waited = waits.reduce((sum, { from, to }) => sum + to - from, 0);
  const paused = pauses.reduce((sum, { from, to }) => sum + to - from, 0);
  const counts = drawn.map((kind) => `${last[kind]} ${kind}`).join(', ');
  const summary = [
    `${counts} in ${duration(worked)}`,
    ...(waits.length > 0 ? [`${duration(waited)} of it spent waiting for the carrier`] : []),
    ...(pauses.length > 0 ? [`pauses of ${duration(paused)} left out`] : []),
  ].join('; ');
  return html`<figure>
    <div class="chart">
      <div class="counts" aria-hidden="true">
        <span>${total}</span><span>${Math.round(total / 2)}</span><span>0</span>
      </div>
      <svg
        viewBox="0 0 ${width} ${height}"
        preserveAspectRatio="none"
        role="img"
        aria-label="Steps over time: ${summary}"
      >
        ${bands}
        <path class="grid" d="M0 0H${width}M0 ${height / 2}H${width}M0 ${height}H${width}" />
        ${breaks}${drawn.map((kind) => html`<path class="${kind}" d="${line(kind)}" />`)}
      </svg>
      <div class="times" aria-hidden="true"><span>${minute(begin)}</span><span>+ ${duration(worked)}</span></div>
    </div>
    <figcaption class="quiet">
      <ul class="legend">
        ${drawn.map((kind) => html`<li><i class="line ${kind}"></i>${kind}</li> `)}
        ${waits.length > 0 ? html`<li><i class="band"></i>waiting for the carrier</li>` : ''}
        ${pauses.length > 0 ? html`<li><i class="line pause"></i>pause</li>` : ''}
      </ul>
      <p>${summary}.</p>
    </figcaption>
  </figure>`;
}
