import { parseArgs } from 'node:util';

export const help = `Sends WhatsApp messages to a local server through several clients and compares what each costs.

Usage: npm run bench -- [options]

  --messages N   messages of each kind, client and round (default 5000)
  --rounds N     rounds that count; one more runs first to warm up (default 5)
  --no-build     takes libs/whatsapp/dist as it is
  --help         this text

The table goes to stdout, progress to stderr. A goal that is missed does not change the exit code.
`;

/** Reads the command line; throws an error whose message is for people. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      messages: { type: 'string', default: '5000' },
      rounds: { type: 'string', default: '5' },
      'no-build': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return {
    messages: wholeNumber('--messages', values.messages),
    rounds: wholeNumber('--rounds', values.rounds),
    build: !values['no-build'],
    help: values.help,
  };
}

function wholeNumber(name, text) {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Error(`${name} must be a whole number of 1 or more, not "${text}"`);
}
