import type { FurtherAccount } from '../account/further-account.js';
import { AccountSettings } from '../account/number-settings.js';
import { CallBook } from '../calls/call-book.js';
import { SimulatedClock } from '../clock/simulated-clock.js';
import { SimulatorEvents } from '../events/simulator-events.js';
import { FaultBook } from '../faults/fault-book.js';
import { FlowBook } from '../flows/flow-book.js';
import { GroupBook } from '../groups/group-book.js';
import { BoundedList } from '../history/bounded-list.js';
import { MessageHistory } from '../history/message-history.js';
import { LinkCache, type LinkFetcher } from '../media/link-cache.js';
import { MediaStore } from '../media/media-store.js';
import { MediaUrls } from '../media/media-urls.js';
import type { AcceptedMessage, AcceptedReadReceipt } from '../messages/accepted-message.js';
import { PhoneNumberBook } from '../numbers/phone-number-book.js';
import type { SimulatedPhoneNumberOptions } from '../numbers/phone-number.js';
import { ReachedUsers } from '../people/reached-users.js';
import { Traffic } from '../numbers/traffic.js';
import { MarketingLog } from '../people/marketing-log.js';
import { PeopleDirectory } from '../people/people-directory.js';
import type { SimulatedPerson } from '../people/person.js';
import { Ids } from '../random/ids.js';
import { SeededRandom } from '../random/seeded-random.js';
import { resolveRules, type RuleSwitches, type RulesOption } from './rule-switches.js';
import { TemplateBook } from '../templates/template-book.js';
import type { SimulatedTemplate } from '../templates/template-definition.js';
import { UploadBook } from '../uploads/upload-book.js';

/** The options of the state. */
export interface SimulatorStateOptions {
  readonly businessAccountId: string;
  readonly appId: string;
  readonly phoneNumbers: readonly SimulatedPhoneNumberOptions[];
  readonly people: readonly SimulatedPerson[];
  readonly templates: readonly SimulatedTemplate[];
  readonly furtherAccounts: readonly FurtherAccount[];
  readonly rules: RulesOption;
  readonly historyLimit: number;
  /** The seed; without one, random numbers and ids differ from run to run. */
  readonly seed: number | undefined;
  /** Milliseconds since 1970. @default now */
  readonly startAt?: number | undefined;
  /** Simulated seconds a real second. */
  readonly speed: number;
}

/** Everything that one simulated Cloud API knows. */
export class SimulatorState {
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  readonly ids: Ids;
  readonly events = new SimulatorEvents();
  readonly phoneNumbers: PhoneNumberBook;
  readonly people: PeopleDirectory;
  /** Messages either way and what became of them. */
  readonly history: MessageHistory;
  /** The messages that the business sent, as they came. */
  readonly messages: BoundedList<AcceptedMessage>;
  readonly readReceipts: BoundedList<AcceptedReadReceipt>;
  readonly templates: TemplateBook;
  /** The templates of the further accounts, by account. */
  readonly furtherAccounts: ReadonlyMap<string, TemplateBook>;
  readonly media: MediaStore;
  readonly mediaUrls: MediaUrls;
  readonly uploads: UploadBook;
  readonly links: LinkCache;
  readonly groups: GroupBook;
  readonly calls: CallBook;
  readonly flows: FlowBook;
  readonly settings = new AccountSettings();
  readonly faults: FaultBook;
  readonly traffic = new Traffic();
  readonly reachedUsers = new ReachedUsers();
  readonly marketing = new MarketingLog();
  /** The authorization codes that have been exchanged for a token: each is good once. */
  readonly usedCodes = new Set<string>();
  rules: RuleSwitches;

  constructor(
    readonly options: SimulatorStateOptions,
    fetchLink: LinkFetcher,
  ) {
    this.clock = new SimulatedClock(options.startAt, options.speed);
    this.random = new SeededRandom(options.seed ?? Math.floor(Math.random() * 2 ** 32));
    this.ids = new Ids(options.seed);
    this.phoneNumbers = new PhoneNumberBook(options.phoneNumbers);
    this.people = new PeopleDirectory(options.people);
    this.history = new MessageHistory(options.historyLimit);
    this.messages = new BoundedList(options.historyLimit);
    this.readReceipts = new BoundedList(options.historyLimit);
    this.templates = new TemplateBook(options.templates, this.ids);
    this.furtherAccounts = new Map(
      options.furtherAccounts.map(({ businessAccountId, templates }) => [
        businessAccountId,
        new TemplateBook(templates, this.ids),
      ]),
    );
    this.media = new MediaStore(this.ids);
    this.mediaUrls = new MediaUrls(this.ids.code(32));
    this.uploads = new UploadBook(this.ids);
    this.links = new LinkCache(fetchLink);
    this.groups = new GroupBook(this.ids);
    this.flows = new FlowBook(this.ids);
    this.calls = new CallBook(this.ids);
    this.faults = new FaultBook(this.random);
    this.rules = resolveRules(options.rules);
  }
}
