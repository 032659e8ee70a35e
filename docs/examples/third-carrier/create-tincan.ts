import { type CallOptions, foldName, Secret, type SubUser, SubUserError, type SubUserProvider } from '@subuser/core';
import { parseOptions, secretText } from '@subuser/core/provider';
import {
  type CallContext,
  codeOfStatus,
  connectionShape,
  createHttp,
  type HttpRequest,
  type Reply,
} from '@subuser/http';
import * as z from 'zod';
import { tincanTraits } from './tincan-traits.ts';

const carrier = 'tincan';

const personSchema = z.object({
  id: z.int(),
  login: z.string(),
  note: z.string(),
  rights: z.array(z.string()),
  paused: z.boolean(),
});
const pageSchema = z.object({ people: z.array(personSchema), more: z.boolean() });

export const tincanOptionsSchema = z.strictObject({
  baseUrl: z.url(),
  apiKey: secretText((text) => /^[\x21-\x7e]+$/u.test(text), 'must be ASCII without white space, and not empty'),
  ...connectionShape,
});

export type TincanOptions = z.input<typeof tincanOptionsSchema>;

function convertPerson(person: z.output<typeof personSchema>): SubUser {
  const { id, login, note, rights, paused } = person;
  const status = paused ? 'disabled' : 'active';
  return { carrier, id: String(id), name: login, status, description: note || null, grants: rights, native: person };
}

/** An id stands in a path, so nothing but a number ever gets there. */
function pathOf(id: string, operation: string): string {
  if (/^[1-9]\d{0,14}$/u.test(id)) return `/people/${id}`;
  throw SubUserError.refusal([{ field: 'id', rule: 'must be a number' }], { carrier, operation });
}

function decodeWith<T>(schema: z.ZodType<T>, method: Request['method'], reply: Reply, call: CallContext): T {
  const fail = (code: SubUserError['code'], what: string): never => {
    throw call.error(code, what, { httpStatus: reply.status });
  };
  if (reply.status === 409) return fail('already-exists', 'the login is taken');
  if (reply.status >= 400) return fail(codeOfStatus(reply.status, call.effect), `answered ${reply.status}`);
  if (method === 'DELETE' && reply.status === 204) return schema.parse(undefined);
  try {
    return schema.parse(JSON.parse(reply.text));
  } catch {
    return fail('unexpected-response', 'the reply is not what the reference says');
  }
}

type Request = Pick<HttpRequest<unknown>, 'operation' | 'effect' | 'method' | 'path'> & { body?: unknown };

export function createTincan(options: TincanOptions): SubUserProvider {
  const { apiKey, ...connection } = parseOptions(tincanOptionsSchema, options, { carrier });
  const http = createHttp({ carrier, ...connection });

  function send<T>(schema: z.ZodType<T>, { body, ...request }: Request, call?: CallOptions): Promise<T> {
    return http.send(
      {
        ...request,
        headers: () => ({ authorization: `Bearer ${apiKey.reveal()}`, 'content-type': 'application/json' }),
        ...(body !== undefined && { body: JSON.stringify(body) }),
        decode: (reply, call) => decodeWith(schema, request.method, reply, call),
      },
      call,
    );
  }

  async function change(operation: string, id: string, body: unknown, call?: CallOptions): Promise<SubUser> {
    const path = pathOf(id, operation);
    return convertPerson(await send(personSchema, { operation, effect: 'write', method: 'PUT', path, body }, call));
  }

  return {
    specVersion: 1,
    carrier,
    traits: tincanTraits,
    async create({ name, description: note, grants: rights, password = new Secret('') }, call) {
      const login = foldName(name, tincanTraits.name);
      const body = { login, password: password.reveal(), note, rights };
      const request = { operation: 'create', effect: 'write', method: 'POST', path: '/people', body } as const;
      return {
        subUser: convertPerson(await send(personSchema, request, call)),
        credentials: { login, secret: password },
      };
    },
    async get(id, call) {
      const request = { operation: 'get', effect: 'read', method: 'GET', path: pathOf(id, 'get') } as const;
      return convertPerson(await send(personSchema, request, call));
    },
    async listPage({ cursor }, call) {
      const path = cursor === undefined ? '/people' : `/people?after=${encodeURIComponent(cursor)}`;
      const page = await send(pageSchema, { operation: 'list', effect: 'read', method: 'GET', path }, call);
      const next = page.more ? page.people.at(-1)?.id : undefined;
      return { items: page.people.map(convertPerson), ...(next !== undefined && { next: String(next) }) };
    },
    update: (id, { description, grants: rights }, call) =>
      change('update', id, { ...(description !== undefined && { note: description ?? '' }), rights }, call),
    delete: async (id, call) => {
      const request = { operation: 'delete', effect: 'write', method: 'DELETE', path: pathOf(id, 'delete') } as const;
      await send(z.undefined(), request, call);
    },
    grants: async () => [
      { name: 'ring', assignable: true },
      { name: 'listen', assignable: true },
    ],
    close: () => http.close(),
    suspension: {
      suspend: (id, call) => change('suspend', id, { paused: true }, call),
      resume: (id, call) => change('resume', id, { paused: false }, call),
    },
  };
}
