interface Listener {
  onAbort: (() => void) | undefined;
}

interface Hub {
  listeners: Set<Listener>;
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
    const listener: Listener = { onAbort };
    hub.listeners.add(listener);
    return () => {
      // A set's outgrown tables, once they are old, keep what stood in them until the next full collection: call after call
      // with its whole reply, were it not emptied.
      listener.onAbort = undefined;
      if (hub.listeners.delete(listener) && hub.listeners.size === 0) hub.leave();
    };
  }

  #open(signal: AbortSignal): Hub {
    const listeners = new Set<Listener>();
    const tellAll = (): void => {
      for (const { onAbort } of listeners) onAbort?.();
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
