import type { StatusPoint } from '../plan-status.ts';
import { html, type Markup } from './html.ts';

/** A time in which the carrier made us wait, in milliseconds since 1970 UTC. */
export interface Wait {
  from: number;
  to: number;
}

const width = 720;
const height = 200;
const margin = { left: 44, right: 8, top: 10, bottom: 26 };

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 120 ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : `${Math.round(seconds / 60)} min`;
}

/** Steps done and failed over time, with the times in which the carrier made us wait. */
export function chart(series: readonly StatusPoint[], waits: readonly Wait[], total: number): Markup {
  const [first] = series;
  const last = series.at(-1);
  if (first === undefined || last === undefined) return html`<p class="quiet">Nothing was applied yet.</p>`;
  const span = Math.max(1, last.at - first.at);
  const x = (at: number): number =>
    margin.left +
    ((Math.min(Math.max(at, first.at), last.at) - first.at) / span) * (width - margin.left - margin.right);
  const y = (count: number): number => height - margin.bottom - (count / total) * (height - margin.top - margin.bottom);
  const line = (key: 'done' | 'failed' | 'undone'): string =>
    series.map((point) => `${x(point.at).toFixed(1)},${y(point[key]).toFixed(1)}`).join(' ');
  const bands = waits.map(
    ({ from, to }) =>
      html`<rect
        class="wait"
        x="${x(from).toFixed(1)}"
        y="${margin.top}"
        width="${Math.max(1, x(to) - x(from)).toFixed(1)}"
        height="${height - margin.top - margin.bottom}"
        ><title>waited ${duration(to - from)}</title></rect
      >`,
  );
  const labels = [0, Math.round(total / 2), total].map(
    (count) =>
      html`<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${y(count)}" y2="${y(count)}" /><text
          x="${margin.left - 6}"
          y="${y(count) + 4}"
          text-anchor="end"
          >${count}</text
        >`,
  );
  const failed = last.failed > 0 ? html`<polyline class="failed" points="${line('failed')}" />` : '';
  const undone = last.undone > 0 ? html`<polyline class="undone" points="${line('undone')}" />` : '';
  const waited = waits.reduce((sum, { from, to }) => sum + to - from, 0);
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Steps over time">
      ${bands}${labels}
      <polyline class="done" points="${line('done')}" />
      ${failed}${undone}
      <text x="${margin.left}" y="${height - 8}">0</text>
      <text x="${width - margin.right}" y="${height - 8}" text-anchor="end">${duration(span)}</text>
    </svg>
    <p class="quiet">
      ${last.done} done, ${last.failed} failed, ${last.undone} undone in ${duration(span)}; the carrier made us wait
      ${duration(waited)} in ${waits.length} waits (shaded).
    </p>`;
}
