import { fileURLToPath } from 'node:url';
import { type Context, OpenAPIBackend } from 'openapi-backend';
import type { Exchange } from '../../support/recorder.ts';

/** Vobiz's pages as an OpenAPI document that checks requests and replies. */
export interface VobizDocument {
  readonly operations: readonly string[];
  /** The operation of a request; undefined if the document has none. */
  operationOf(exchange: Exchange): string | undefined;
  /** Everything wrong with a request: path, credentials, query and body. */
  requestFaults(exchange: Exchange): Promise<string[]>;
  /** Everything wrong with its reply: status, content type and body. A missing reply is wrong as well. */
  replyFaults(exchange: Exchange): string[];
}

const definition = fileURLToPath(new URL('openapi.yaml', import.meta.url));
const json = 'application/json';

interface Fault {
  instancePath: string;
  message?: string;
}
const sentences = (faults: readonly Fault[] | null | undefined): string[] =>
  (faults ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
const mediaType = (header: string | undefined): string | undefined => header?.split(';', 1)[0]?.trim();

/** Credentials are present if the header contains something of the documented form. */
const holds = (name: string, form: RegExp) => (context: Context) =>
  form.test(String(context.request.headers[name] ?? ''));

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return Symbol('no JSON');
  }
}

/** Throws if the file is not valid OpenAPI, or if a schema contains an unknown keyword. */
export async function loadVobizDocument(): Promise<VobizDocument> {
  const api = new OpenAPIBackend({
    definition,
    strict: true,
    // The slash matters: the path of the list ends with one, that of a sub-account does not.
    ignoreTrailingSlashes: false,
    ajvOpts: { strict: true, strictRequired: false, allErrors: true },
    securityHandlers: { AuthID: holds('x-auth-id', /^MA_[A-Z0-9]+$/), AuthToken: holds('x-auth-token', /^\S{8,}$/) },
    handlers: {
      notFound: () => ['the path is in no document'],
      unauthorizedHandler: () => ['the credentials are missing'],
      validationFail: ({ validation }: Context) => sentences(validation.errors),
      notImplemented: () => [],
    },
  });
  await api.init();

  const operation = ({ method, path }: Exchange) => api.matchOperation({ method, path, headers: {} });
  return {
    operations: api.getOperations().map(({ operationId = '' }) => operationId),
    operationOf: (exchange) => operation(exchange)?.operationId,
    async requestFaults(exchange) {
      const { method, path, body } = exchange;
      const headers = Object.fromEntries(Object.entries(exchange.headers).map(([name, value]) => [name, value ?? '']));
      const asked = { method, path, headers, ...(body === '' ? {} : { body }) };
      const faults = (await api.handleRequest(asked)) as string[];
      // The validator treats any body as JSON, whatever its type, and accepts a body where none belongs.
      const asks = operation(exchange);
      if (asks === undefined || body === '') return faults;
      if (asks.requestBody === undefined) faults.push('a body where none belongs');
      if (mediaType(exchange.headers['content-type']) !== json) faults.push(`a body that is no ${json}`);
      return faults;
    },
    replyFaults(exchange) {
      const { reply } = exchange;
      const asked = operation(exchange);
      if (asked === undefined) return ['the path is in no document'];
      if (reply === undefined) return ['there is no reply'];
      // The validator accepts any reply whose status the document does not list.
      const known = Object.keys(asked.responses ?? {});
      const { status, headers, body } = reply;
      if (![String(status), `${Math.floor(status / 100)}XX`].some((key) => known.includes(key)))
        return [`status ${status} is in no document`];
      if (body !== '' && mediaType(headers['content-type']) !== json) return [`a body that is no ${json}`];
      return sentences(api.validateResponse(parsed(body), asked, status).errors);
    },
  };
}
