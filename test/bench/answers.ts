// What each carrier answers, by its documents.
import { carrierNames } from '../../workspace.ts';
import { otherRoutes } from './other-answers.ts';
import { type Answer, type Asked, json, type RouteEntry } from './route.ts';
import type { ServerSettings } from './start-server.ts';

const answers = await Promise.all(
  carrierNames().map(
    async (name) => (await import(`../carriers/${name}/bench-answers.ts`)) as { routes: readonly RouteEntry[] },
  ),
);
const routes = [...otherRoutes, ...answers.flatMap((carrier) => carrier.routes)];

export function answer(asked: Asked, settings: ServerSettings): Answer {
  const [path = '', query = ''] = asked.url.split('?');
  const [, , route] = routes.find(([method, pattern]) => method === asked.method && pattern.test(path)) ?? [];
  if (route === undefined) return json({ error: `the bench server has no ${asked.method} ${path}` }, 404);
  return route(asked, new URLSearchParams(query), settings);
}
