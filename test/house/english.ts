import { lineOf } from './syntax.ts';

/** Phrases that a native engineer would read twice; docs/style.md says what to write instead. */
const oddPhrases: readonly RegExp[] = [
  /\bmend(s|ed|ing)?\b/gi,
  /\blets? come\b/gi,
  /\b(has|have|had) the word\b/gi,
  /\b(breaks?|broke) off\b/gi,
  /\bin vain\b/gi,
  /\b(stands?|stood) (alone|at|before|behind|beside|between|here|in(?! for)|on|there|under)\b/gi,
  /\bnobody (has|had)\b(?! (to|\w+(ed|en))\b)/gi,
  /\bof (which|whom) (nobody|none)\b/gi,
  /\b(does|do|did) not bear\b/gi,
  /\bbeyond doubt\b/gi,
  /\b(right already|done before)\b/gi,
  /\bgo(es)? on (from|there|where)\b/gi,
  /\b(is|are|was|were) told by\b/gi,
  /\bsees? to (it|its|the)\b/gi,
];

/** The odd phrases of a text with their lines, without its fenced code blocks if it is Markdown. */
export function oddEnglish(path: string, text: string): string[] {
  const blank = (block: string): string => block.replaceAll(/[^\n]/g, '');
  const prose = path.endsWith('.md') ? text.replaceAll(/^(`{3,})[\s\S]*?^\1/gm, blank) : text;
  return oddPhrases.flatMap((phrase) =>
    Array.from(prose.matchAll(phrase), ({ 0: found, index }) => `${path}:${lineOf(prose, index)} '${found}'`),
  );
}
