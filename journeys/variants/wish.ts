/** What a wish is an example of. */
export type WishKind =
  | 'left out'
  | 'put in'
  | 'longest'
  | 'shortest'
  | 'latin'
  | 'script'
  | 'punctuation'
  | 'word'
  | 'other'
  | 'exotic';

/**
 * Something unusual that a member of a request could be, and that the contract allows. What is to be `put in` is so only where
 * there is nothing yet.
 */
export interface Wish {
  readonly kind: WishKind;
  /** In a few words, such as `left out` or `an apostrophe`. */
  readonly what: string;
  /** Undefined where the member is left out. */
  readonly value?: unknown;
}
