import { html, type Markup } from './html.ts';

export interface TableParts {
  /** For screen readers. */
  title: string;
  id: string;
  heads: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** The state in each row's first cell, which sets its colour. */
  states?: readonly string[];
}

/** A table that scrolls on its own if it is wider than the page, by keyboard as well. */
export function table({ title, id, heads, rows, states }: TableParts): Markup {
  const cell = (value: string | number, row: number, column: number): Markup =>
    states && column === 0 ? html`<td class="${states[row] ?? ''}">${value}</td>` : html`<td>${value}</td>`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${title}">
    <table id="${id}">
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells, row) =>
            html`<tr>
              ${cells.map((value, column) => cell(value, row, column))}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
