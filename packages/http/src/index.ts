export type { CallEvent } from './call-event.ts';
export type { Effect, Http, HttpRequest, Reply } from './http.ts';
