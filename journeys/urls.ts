/**
 * Text as a piece of a path or of a query. A half of a character that needs two, which JSON can hold and a URL cannot, becomes
 * the sign for one that was lost.
 */
export function urlPiece(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
}
