/** A button of a template as a phone shows it. */
export interface RenderedButton {
  readonly kind: 'reply' | 'url' | 'phone_number' | 'copy_code' | 'flow' | 'catalog' | 'call' | 'other';
  readonly text: string;
  readonly index: number;
  readonly url?: string;
  readonly code?: string;
  /** The payload that comes back when it is pressed; the text where the business gave none. */
  readonly payload?: string;
}

/** The head of a template: words, or a picture, video, document, place or product. */
export interface RenderedHeader {
  readonly format: string;
  readonly text?: string;
  readonly parameter?: unknown;
}

/** A template with its parameters filled in. */
export interface RenderedTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly header?: RenderedHeader;
  readonly body?: string;
  readonly footer?: string;
  readonly buttons: readonly RenderedButton[];
  readonly cards: readonly {
    readonly header?: RenderedHeader;
    readonly body?: string;
    readonly buttons: readonly RenderedButton[];
  }[];
}
