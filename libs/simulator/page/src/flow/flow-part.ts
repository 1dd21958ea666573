/** One of the things to choose from. */
export interface FlowOption {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  /** A small text at the end of the line. */
  readonly metadata: string | undefined;
  readonly enabled: boolean;
  /** A `data:` address. */
  readonly image: string | undefined;
}

/** The kind of control that a field is. */
export type FlowControl =
  | 'text'
  | 'area'
  | 'date'
  | 'date-range'
  | 'one-of'
  | 'one-of-list'
  | 'some-of'
  | 'chips'
  | 'consent'
  | 'photos'
  | 'documents';

/** Something to fill in. */
export interface FlowField {
  readonly kind: 'field';
  readonly control: FlowControl;
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly required: boolean;
  readonly enabled: boolean;
  readonly options: readonly FlowOption[];
  /** The type of a text: `text`, `number`, `email`, `password`, `passcode`, `phone`. */
  readonly inputType: string;
  /** The least and the most: characters of a text, choices, files, or days as `2026-11-21`. */
  readonly min: string | undefined;
  readonly max: string | undefined;
  /** The value before anybody fills it in. */
  readonly initial: unknown;
  /** The action that follows as soon as something is chosen. */
  readonly onSelect: unknown;
  /** The action of a consent's "Read more". */
  readonly onRead: unknown;
}

/** A line of a list that leads somewhere. */
export interface FlowListItem extends FlowOption {
  readonly action: unknown;
}

/** A picture. */
export interface FlowPicture {
  /** A `data:` address; absent where the flow gives none that can be shown. */
  readonly source: string | undefined;
  readonly alt: string;
}

/** A part of a screen, in the order in which a phone shows them. */
export type FlowPart =
  | FlowField
  | { readonly kind: 'heading' | 'subheading' | 'text' | 'caption'; readonly text: string }
  | { readonly kind: 'rich-text'; readonly text: string }
  | { readonly kind: 'image'; readonly picture: FlowPicture; readonly height: number | undefined }
  | { readonly kind: 'carousel'; readonly pictures: readonly FlowPicture[] }
  | { readonly kind: 'link'; readonly text: string; readonly action: unknown }
  | {
      readonly kind: 'list';
      readonly label: string | undefined;
      readonly hint: string | undefined;
      readonly items: readonly FlowListItem[];
    }
  | {
      readonly kind: 'submit';
      readonly text: string;
      readonly captions: readonly string[];
      readonly enabled: boolean;
      readonly action: unknown;
    }
  /** A component that this page does not know, by its type. */
  | { readonly kind: 'unknown'; readonly type: string };
