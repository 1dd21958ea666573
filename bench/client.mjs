// One client in a process of its own: `client.mjs NAME BASE-URL`. Asked for `{ kind, messages }` it sends that many, with 32 in
// flight, and answers with the CPU and wall time that took.
const IN_FLIGHT = 32;

const [, , name, baseUrl] = process.argv;
const { open } = await import(`./clients/${name}.mjs`);
const client = await open(baseUrl);

let sent = 0;

async function sendAll(send, messages) {
  const last = sent + messages;
  const worker = async () => {
    while (sent < last) {
      sent += 1;
      if (!(await send(sent))) throw new Error(`${name} gave no result`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

async function measure({ kind, messages }) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await sendAll(client[kind], messages);
  const wallUs = (performance.now() - began) * 1000;
  const { user, system } = process.cpuUsage(cpu);
  process.send({ cpuUs: user + system, wallUs });
}

process.on('message', (question) => void measure(question));
process.on('disconnect', () => process.exit());
process.send({ ready: true });
