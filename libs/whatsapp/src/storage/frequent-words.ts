/** A shorter one is not worth a code. */
const shortest = 4;
const most = 1024;
/** The number of new texts between two checks. */
const some = 32;
/** The number of times that a word must come again to count as frequent, as the name of an account does; an id of a message comes with each status of it. */
const often = 8;

const firstCode = 0x20;
const codes = 0x60;

/** The few texts that a field mostly holds: each is kept once, and stands as one or two characters in a record. */
export class FrequentWords {
  readonly #codes = new Map<string, string>();
  readonly #words: string[] = [];
  #found = 0;
  #isOpen = true;

  /** The code of a text; `undefined` where it has none. */
  codeOf(word: string): string | undefined {
    if (this.#codes.size === 0 && !this.#isOpen) return undefined;
    const code = this.#codes.get(word);
    if (code !== undefined) {
      this.#found += 1;
      return code;
    }
    return this.#isOpen && word.length >= shortest ? this.add(word) : undefined;
  }

  wordOf(code: string): string {
    const [first, second] = [code.charCodeAt(0) - firstCode, code.charCodeAt(1) - firstCode];
    return this.#words[code.length === 1 ? first : (first + 1) * codes + second] ?? '';
  }

  private add(word: string): string | undefined {
    const { length } = this.#words;
    if (length === most) this.#isOpen = false;
    // A field that holds another text each time has none: what it has by now is there to be read.
    else if (length > 0 && length % some === 0 && this.#found < often * length) {
      this.#isOpen = false;
      this.#codes.clear();
    }
    if (!this.#isOpen) return undefined;
    const last = String.fromCharCode(firstCode + (length % codes));
    const code =
      length < codes ? last : String.fromCharCode(firstCode - 1 + Math.floor(length / codes)) + last;
    this.#words.push(word);
    this.#codes.set(word, code);
    return code;
  }
}
