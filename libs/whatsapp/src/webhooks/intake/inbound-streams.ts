import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { InboundEvent } from '../events/inbound-event.js';
import type { DeadLetter, HandlerFailure } from './handler-failure.js';
import type { InboundHandler } from './inbound-handler.js';
import { InboundHandlerRegistry } from './inbound-handler-registry.js';

/** The streams of the intake that can be watched. */
@Injectable()
export class InboundStreams {
  readonly events = new Subject<InboundEvent>();
  readonly errors = new Subject<HandlerFailure>();
  readonly deadLetters = new Subject<DeadLetter>();

  constructor(handlers: InboundHandlerRegistry) {
    const toStream: InboundHandler = {
      id: 'nestjs-whatsapp:events',
      // The last of the library's own: what they keep is up to date.
      order: -1,
      once: true,
      matches: () => this.events.observed,
      handle: (event) => {
        this.events.next(event);
        return Promise.resolve('handled');
      },
    };
    handlers.add(toStream);
  }
}
