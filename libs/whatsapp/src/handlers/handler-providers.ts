import type { Provider } from '@nestjs/common';
import { HandlerReplies } from './context/handler-replies.js';
import { HandlerExplorer } from './discovery/handler-explorer.js';
import { HandlerRegistrar } from './discovery/handler-registrar.js';
import { HandlerCalls } from './running/handler-calls.js';
import { ScopedHandlerCalls } from './running/scoped-handler-calls.js';

/** The providers that find and run decorated handlers. */
export const handlerProviders: Provider[] = [
  HandlerExplorer,
  HandlerCalls,
  ScopedHandlerCalls,
  HandlerReplies,
  HandlerRegistrar,
];
