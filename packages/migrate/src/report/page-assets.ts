/** Light and dark, phone and paper. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d8dee4; --quiet: #5d6670; --good: #1a7f37; --bad: #c0362c; --warn: #9a6700; --band: #f5d49055; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #30363d; --quiet: #9198a1; --good: #3fb950; --bad: #f85149; --warn: #d29922; --band: #9e6a0355; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.quiet { color: var(--quiet); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .5rem; padding: 0; list-style: none; }
.tiles li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; } .tiles b { display: block; font-size: 1.4rem; }
svg { width: 100%; height: auto; font-size: 11px; } svg text { fill: var(--quiet); } .grid { stroke: var(--line); }
polyline { fill: none; stroke-width: 2; } polyline.done { stroke: var(--good); } polyline.failed { stroke: var(--bad); } polyline.undone { stroke: var(--quiet); } .wait { fill: var(--band); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } th { white-space: nowrap; }
.state { white-space: nowrap; font-weight: 600; } .done, .nothing { color: var(--good); } .failed, .blocked { color: var(--bad); } .open, .undoing { color: var(--warn); }
input { width: 100%; max-width: 30rem; padding: .5rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem; }
@media print { input, .noprint { display: none; } body { max-width: none; font-size: 11px; } tr { break-inside: avoid; } }
`;

/** Filters the table while one types. */
export const script = `
const search = document.getElementById('search');
const rows = [...document.querySelectorAll('#steps tbody tr')];
const count = document.getElementById('count');
search.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  count.textContent = shown + ' of ' + rows.length;
});
`;
