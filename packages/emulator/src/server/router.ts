import { TrieRouter } from 'hono/router/trie-router';
import type { OperationName } from './carrier-script.ts';

/** A documented operation that is known by method and path. */
export interface Route<Operation> extends OperationName {
  readonly method: string;
  /** With parameters as `:name`. */
  readonly path: string;
  readonly run: Operation;
}

export interface Match<Operation> {
  readonly route: Route<Operation>;
  /** What the path has in place of its `:name`s. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Finds routes by exact path: case and closing slash count. */
export class Router<Operation> {
  readonly #trie = new TrieRouter<Route<Operation>>();

  constructor(routes: readonly Route<Operation>[]) {
    for (const route of routes) this.#trie.add(route.method, route.path, route);
  }

  find(method: string, path: string): Match<Operation> | undefined {
    const [matches] = this.#trie.match(method, path);
    const [route, parameters] = matches[0] ?? [];
    if (route === undefined) return undefined;
    return {
      route,
      parameters: new Map(Object.entries(parameters ?? {}).map(([name, value]) => [name, String(value)])),
    };
  }
}
