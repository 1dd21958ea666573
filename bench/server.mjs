// Answers every POST as Meta does when it accepts a message, with as little work as node:http allows. Asked by its parent, it
// says how many requests and bytes of bodies have come, and its own CPU time, since it was last asked.
import { createServer } from 'node:http';

/** A message has an id of its own, always of the same length. */
const [head, tail] = JSON.stringify({
  messaging_product: 'whatsapp',
  contacts: [{ input: '+16505551234', wa_id: '16505551234' }],
  messages: [{ id: 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI5QTNDQTVCM0Q#' }],
}).split('#');
const idLength = 12;
const headers = {
  'content-type': 'application/json; charset=UTF-8',
  'content-length': head.length + idLength + tail.length,
};

let accepted = 0;
let requests = 0;
let bytes = 0;
let cpu = process.cpuUsage();

const server = createServer((request, response) => {
  request.on('data', (chunk) => {
    bytes += chunk.length;
  });
  request.on('end', () => {
    requests += 1;
    accepted += 1;
    response.writeHead(200, headers).end(head + String(accepted).padStart(idLength, '0') + tail);
  });
});
// Clients wait for one another between rounds: their connections must not be closed under them.
server.keepAliveTimeout = 0;

process.on('message', () => {
  const { user, system } = process.cpuUsage(cpu);
  process.send({ requests, bytes, cpuUs: user + system });
  requests = 0;
  bytes = 0;
  cpu = process.cpuUsage();
});
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
