interface Hub {
  listeners: Set<() => void>;
  leave(): void;
}

/**
 * Lets any number of calls listen to one signal through a single listener of its own: callers reuse a signal for thousands of
 * calls at once, and from the eleventh listener on Node would warn them of a leak. Nothing stays on the signal after the
 * last call.
 */
export class SignalHub {
  readonly #hubs = new WeakMap<AbortSignal, Hub>();

  /** Calls `onAbort` once, as soon as the signal aborts, unless the function that it gives was called before. */
  listen(signal: AbortSignal, onAbort: () => void): () => void {
    const hub = this.#hubs.get(signal) ?? this.#open(signal);
    hub.listeners.add(onAbort);
    return () => {
      if (hub.listeners.delete(onAbort) && hub.listeners.size === 0) hub.leave();
    };
  }

  #open(signal: AbortSignal): Hub {
    const listeners = new Set<() => void>();
    const tellAll = (): void => {
      for (const listener of listeners) listener();
    };
    const hub: Hub = {
      listeners,
      leave: () => {
        signal.removeEventListener('abort', tellAll);
        this.#hubs.delete(signal);
      },
    };
    signal.addEventListener('abort', tellAll, { once: true });
    this.#hubs.set(signal, hub);
    return hub;
  }
}
