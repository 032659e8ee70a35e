import { createHash } from 'node:crypto';

const light =
  'color-scheme: light; --ink: #1b1f24; --paper: #fff; --line: #d8dee4; --quiet: #5d6670; --good: #1a7f37; --bad: #c0362c; --warn: #8a5c00; --band: #f5d490;';
const dark =
  'color-scheme: dark; --ink: #e6edf3; --paper: #0d1117; --line: #30363d; --quiet: #9198a1; --good: #3fb950; --bad: #ff7b72; --warn: #d29922; --band: #54400f;';

/** Light and dark, phone and paper. */
export const style = `
:root { ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; break-after: avoid; }
.quiet { color: var(--quiet); }
ul { padding: 0; list-style: none; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .5rem; }
.tiles li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; } .tiles b { display: block; font-size: 1.4rem; }
figure { margin: 0; break-inside: avoid; }
.chart { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .25rem .5rem; font-size: .8rem; color: var(--quiet); }
.counts, .times { display: flex; justify-content: space-between; } .counts { flex-direction: column; text-align: right; line-height: 1; } .times { grid-column: 2; }
svg { display: block; width: 100%; height: 12rem; overflow: visible; }
path { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; } path.grid { stroke: var(--line); stroke-width: 1; } path.pause { stroke: var(--quiet); stroke-dasharray: 4 4; }
path.done { stroke: var(--good); } path.failed { stroke: var(--bad); stroke-dasharray: 8 3; } path.undone { stroke: var(--ink); stroke-dasharray: 2 3; } .wait { fill: var(--band); }
.legend { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: .5rem 0 0; } .legend li { display: flex; align-items: center; gap: .4rem; } figcaption p { margin: .25rem 0; }
i.line { width: 1.5rem; border-top: 2px solid var(--good); } i.failed { border-top: 2px dashed var(--bad); } i.undone { border-top: 2px dotted var(--ink); } i.pause { border-top: 2px dashed var(--quiet); }
i.band { width: 1.5rem; height: .9rem; background: var(--band); print-color-adjust: exact; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); } th, td:first-child { white-space: nowrap; } td:first-child { font-weight: 600; }
#steps td { max-width: 24rem; } #steps td:nth-child(3), #steps td:nth-child(5) { white-space: nowrap; }
b.done, b.nothing, td.done, td.nothing { color: var(--good); } b.failed, b.blocked, td.failed, td.blocked { color: var(--bad); } b.open, b.undoing, td.open, td.undoing { color: var(--warn); }
.search { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; }
input { flex: 1 1 14rem; max-width: 30rem; padding: .5rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--quiet); border-radius: .5rem; }
input::placeholder { color: var(--quiet); opacity: 1; }
@media screen and (max-width: 40rem) {
  table, tbody { display: block; } thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr:not([hidden]) { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td { display: block; padding: 0; border: 0; overflow-wrap: anywhere; } #steps td { max-width: none; } td:empty { display: none; }
  .reasons td:nth-child(-n + 2) { display: inline; padding-right: .5rem; } .reasons td:nth-child(2)::after { content: ' of them'; }
  #steps td:nth-child(2) { font-weight: 600; } #steps td:nth-child(n + 3)::before, .reasons td:nth-child(2) { color: var(--quiet); }
  #steps td:nth-child(3)::before { content: 'Id '; } #steps td:nth-child(4)::before { content: 'Target name '; } #steps td:nth-child(5)::before { content: 'Target id '; }
}
@page { margin: 1.5cm; }
@media print {
  :root { ${light} }
  body { max-width: none; padding: 0; font-size: 11px; } svg { height: 8rem; } .tiles { grid-template-columns: repeat(4, 1fr); }
  .search label, .search input { display: none; } .scroll { overflow: visible; } tr { break-inside: avoid; } table, .chart { font-size: inherit; }
  #steps td { overflow-wrap: anywhere; } #steps td:nth-child(2), #steps td:nth-child(4) { min-width: 9rem; }
}
`;

/** Filters the table while the user types. */
export const script = `
const search = document.getElementById('search');
const count = document.getElementById('count');
const rows = [...document.querySelectorAll('#steps tbody tr')].map((row) => {
  const cells = [...row.cells].map((cell) => cell.textContent);
  return { row, text: cells.join(' ').toLowerCase() };
});
const filter = () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text } of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  count.textContent = shown + ' of ' + rows.length;
};
search.addEventListener('input', filter);
filter();
`;

/** Makes the browser enforce that nothing is fetched and no other script runs, whatever a name contains. */
export const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`;
