// nestjs-whatsapp over its UndiciGraphTransport.
import { GraphTransport, UndiciGraphTransport } from 'nestjs-whatsapp/extending';
import { open as openWith } from './whatsapp-default.mjs';

export function open(baseUrl) {
  return openWith(baseUrl, [{ provide: GraphTransport, useClass: UndiciGraphTransport }]);
}
