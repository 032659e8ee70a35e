import type { ServerSettings } from './start-server.ts';

export interface Asked {
  method: string;
  url: string;
  body: string;
}

export interface Answer {
  status: number;
  text: string;
}

export type Route = (asked: Asked, parameters: URLSearchParams, settings: ServerSettings) => Answer;

export type RouteEntry = readonly [method: string, path: RegExp, Route];

export const json = (body: unknown, status = 200): Answer => ({ status, text: JSON.stringify(body) });

export const token = 'zBggXWLlnOL2HWLrffsUctQHwuBc-ajGyJ-cciir';

let created = 0;

/** Everything that is made gets a number of its own. */
export function nextPlace(): number {
  created += 1;
  return created;
}
