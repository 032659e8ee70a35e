// For any adapter on undici and any carrier, a sandbox too: counts requests, and breaks them on the way.
import type { Harness, PlannedFault } from '@subuser/conformance';
import { Agent, type Dispatcher } from 'undici';

type Handler = Dispatcher.DispatchHandler;

const idle: Dispatcher.DispatchController = {
  aborted: false,
  paused: false,
  reason: null,
  rawHeaders: [],
  rawTrailers: [],
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
};

function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

function answer(handler: Handler, status: number, body = ''): void {
  handler.onResponseStart?.(idle, status, { 'content-type': 'text/html' }, '');
  handler.onResponseData?.(idle, Buffer.from(body));
  handler.onResponseEnd?.(idle, {});
}

/** Lets the carrier answer, and then ends the call in this way instead. */
function instead(handler: Handler, end: () => void): Handler {
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onResponseStart: () => undefined,
    onResponseData: () => undefined,
    onResponseEnd: end,
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
  };
}

export interface FaultyDispatcher extends Required<Pick<Harness, 'requests' | 'failNext'>> {
  dispatcher: Dispatcher;
}

/** `isOf` tells from method and path whether a request is of that operation. */
export function faultyDispatcher(
  isOf: (operation: PlannedFault['operation'], method: string, path: string) => boolean,
): FaultyDispatcher {
  const planned: PlannedFault[] = [];
  let requests = 0;
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    const place = planned.findIndex(({ operation }) => isOf(operation, options.method, options.path));
    const fault = place < 0 ? undefined : planned.splice(place, 1)[0]?.fault;
    if (fault === 'refused-before-sending')
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    requests += 1;
    if (fault === undefined) return dispatch(options, handler);
    if (fault === 'lost-after-applying')
      return dispatch(
        options,
        instead(handler, () => handler.onResponseError?.(idle, reset())),
      );
    if (fault === 'failed-after-applying')
      return dispatch(
        options,
        instead(handler, () => answer(handler, 500)),
      );
    if (fault === 'garbled-after-applying')
      return dispatch(
        options,
        instead(handler, () => answer(handler, 200, '<html>Please try again</html>')),
      );
    handler.onRequestStart?.(idle, {});
    if (fault === 'lost-before-applying') handler.onResponseError?.(idle, reset());
    if (fault === 'rate-limited') answer(handler, 429);
    return true;
  });
  return { dispatcher, requests: () => requests, failNext: (fault) => void planned.push(fault) };
}
