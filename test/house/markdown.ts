import { posix } from 'node:path';

/** The bodies of the fenced code blocks whose info string is exactly `info` (`ts run`). */
export function codeBlocks(markdown: string, info: string): string[] {
  const blocks = markdown.matchAll(/^(`{3,}|~{3,})[ \t]*([^\n]*)\n([\s\S]*?)^\1[ \t]*$/gm);
  return Array.from(blocks).flatMap(([, , given, body]) =>
    given?.trim() === info && body !== undefined ? [body] : [],
  );
}

const withoutCode = (markdown: string): string =>
  markdown.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1[ \t]*$/gm, '').replaceAll(/(`+)[^`][\s\S]*?\1/g, '');

/** Where the links and images of a document lead to, in any of Markdown's forms; code left out. */
export function linkTargets(markdown: string): string[] {
  const forms = [/\]\(\s*<?([^)\s>]+)/g, /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm, /\b(?:href|src)="([^"]+)"/g];
  const text = withoutCode(markdown);
  return forms.flatMap((form) => Array.from(text.matchAll(form), ([, target]) => target ?? ''));
}

/** The relative links of a document that lead to no file of the project. */
export function brokenLinks(path: string, markdown: string, isThere: (path: string) => boolean): string[] {
  return linkTargets(markdown)
    .filter((target) => !/^([a-z]+:|#)/i.test(target))
    .flatMap((target) => {
      const file = posix.join(posix.dirname(path), decodeURIComponent(target.replace(/[#?].*$/, '')));
      return isThere(file) && !file.startsWith('..')
        ? []
        : [`${path}: the link to ${target} leads to ${file}, which is missing`];
    });
}
