import { FrequentWords } from './frequent-words.js';

/**
 * The kind of a part of a value: a text, a whole number, any other JSON, a constant, or the
 * beginning or end of an object. Only the first three have a part of their own in a packed record.
 */
export type PartKind = 'text' | 'whole' | 'json' | 'true' | 'false' | 'null' | 'object' | 'end';

/** A field of a value, as its shape has it. */
export interface ShapeField {
  readonly kind: PartKind;
  /** Empty at the end of an object, and for a value that is in no object. */
  readonly name: string;
  readonly words: FrequentWords;
}

/** The most places in a shape: values with other keys each time have no shape in common. */
const mostShapes = 4096;

/** The table that the shapes of one collection share. */
export class ShapeTable {
  readonly #words = new Map<string, FrequentWords>();
  #count = 0;
  readonly root = new ValueShape(this, undefined, { kind: 'end', name: '', words: new FrequentWords() });

  /** `undefined` where there are too many. */
  make(before: ValueShape, kind: PartKind, name: string): ValueShape | undefined {
    if (this.#count === mostShapes) return undefined;
    this.#count += 1;
    return new ValueShape(this, before, { kind, name, words: this.wordsOf(name) });
  }

  private wordsOf(name: string): FrequentWords {
    let words = this.#words.get(name);
    if (words === undefined) {
      words = new FrequentWords();
      this.#words.set(name, words);
    }
    return words;
  }
}

/** A field and those before it. The keys of a value are kept once for all values that have the same. */
export class ValueShape {
  /** Mostly the same field follows. */
  #usual: ValueShape | undefined;
  #others: Map<string, ValueShape> | undefined;
  #fields: readonly ShapeField[] | undefined;
  /** The layouts of records whose value ends here. */
  readonly layouts: RecordLayout[] = [];

  constructor(
    private readonly table: ShapeTable,
    private readonly before: ValueShape | undefined,
    readonly field: ShapeField,
  ) {}

  /** The shape with one more field; `undefined` where there are too many. */
  with(kind: PartKind, name: string): ValueShape | undefined {
    const usual = this.#usual?.field;
    if (usual !== undefined && usual.name === name && usual.kind === kind) return this.#usual;
    const known = this.#others?.get(`${kind} ${name}`);
    if (known) return known;
    const made = this.table.make(this, kind, name);
    if (made === undefined) return undefined;
    if (this.#usual === undefined) this.#usual = made;
    else (this.#others ??= new Map()).set(`${kind} ${name}`, made);
    return made;
  }

  /** All fields in their order. */
  get fields(): readonly ShapeField[] {
    this.#fields ??= this.before === undefined ? [] : [...this.before.fields, this.field];
    return this.#fields;
  }
}

/** The layout of a packed record: the parts of its value, and the parts that its tags are made from. */
export interface RecordLayout {
  readonly number: number;
  readonly fields: readonly ShapeField[];
  readonly tags: readonly TagLayout[];
}

/** A tag: a part of the record, mostly with something before it. */
export interface TagLayout {
  readonly prefix: string;
  readonly part: number;
}
