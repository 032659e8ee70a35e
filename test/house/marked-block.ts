/** The document with the given text between its markers `<!-- name:begin -->` and `<!-- name:end -->`. */
export function withBlock(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [start, stop] = [document.indexOf(begin), document.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`The document lacks ${begin} or ${end}`);
  return `${document.slice(0, start)}${begin}\n\n${text}\n${document.slice(stop)}`;
}
