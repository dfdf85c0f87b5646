import { shortened, visible } from '../../text.ts';

/** The style of the report on paper: the cover on a page of its own, lists set small, and nothing that only works on a screen. */
export const PRINT = `
@media screen { .paper-only { display: none !important; } }
@media print {
  @page { size: A4; margin: 14mm 13mm 17mm; }
  :root { color-scheme: light; --paper: #fff; --card: #fff; --link: #1b1f27; }
  html { font-size: 10.5px; }
  body { orphans: 2; widows: 2; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; content-visibility: visible !important; }
  .top, .filter, .tools, button, .skip, .screen-only, footer { display: none !important; }
  main { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  .part { padding-top: 2rem; } .cover + .part { padding-top: 0; }
  h2, h3, .tags, .check, .wire-title, .intro, .source { break-after: avoid; }
  .violation dl, .violation, .first li, .way li, .untried li, .decision, .facts > div, .sign-off, .requirement, .notes li, tr, .waiver, .advice { break-inside: avoid; }
  details > summary { list-style: none; } details > summary::-webkit-details-marker { display: none; }
  .cover { padding: 0; line-height: 1.33; break-after: page; }
  .cover section { margin-top: .9rem; } h1 { font-size: 2.1rem; } .cover h2 { font-size: 1.15rem; }
  .brief { margin-top: .2rem; }
  .decision { margin: .9rem 0; padding: .8rem 1rem; border-radius: 8px; } .decision .seal { width: 2.4rem; height: 2.4rem; font-size: 1.2rem; } .decision .title { font-size: 1.3rem; }
  .totals { margin-top: .5rem; gap: .3rem 1.6rem; } .totals li { flex-direction: row; align-items: center; gap: .5rem; } .totals .number { font-size: 1.3rem; } .sum { margin-top: .3rem; }
  .first ol, .way ol { margin-top: .4rem; } .first li { padding: .3rem 0 .3rem 2.1rem; } .first li::before { top: .3rem; }
  .first .rule, .first .do, .first .quoted, .first .aside { max-width: none; } .first .aside { margin: .4rem 0 0; } .first .quoted { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .first > p:not(.aside) { margin-top: .2rem; } .points { margin-top: .2rem; } .points li { padding: .05rem 0; } .beside p { margin-top: .2rem; } .felt { margin-top: .25rem; }
  .facts { gap: .25rem 1.5rem; grid-template-columns: repeat(4, minmax(0, 1fr)); margin-top: .4rem; } .features { margin: 0; } .features li { padding: 0 .5rem; }
  .signatures { margin-top: .5rem; } .signatures tbody td { height: 2.6rem; } .choice { white-space: nowrap; }
  .way li { grid-template-columns: 8rem 14rem 1fr; padding: .3rem 0; }
  .finding { border-radius: 0; border-width: 1px 0 0; padding: 1rem 0 0; margin-top: 1.2rem; } .finding h3 { font-size: 1.15rem; max-width: none; }
  .source { max-width: none; } .advice { padding: .5rem .8rem; margin-top: .6rem; border-radius: 6px; } .verdict { margin-top: .8rem; padding-top: .6rem; }
  .violation + .violation { margin-top: .8rem; } .violation dl { margin-bottom: .2rem; }
  .exhibit { border: 0; margin: 0; } .exhibit > summary, .exhibit.cut { padding: .05rem 0; } .exhibit[open] > summary { border: 0; } .exhibit[open] { border-left: 2px solid var(--line); padding-left: .8rem; }
  .wires { padding: .4rem 0; } .code { padding: .5rem .7rem; border-radius: 4px; } .more { margin-top: .5rem; } .more > summary { color: var(--soft); }
  .area h3 { margin: 1rem 0 .2rem; } .requirement > summary { grid-template-columns: 8rem 19rem 1fr; gap: 0 1rem; padding: .22rem 0; font-size: .93rem; line-height: 1.4; }
  .requirement > summary .bond { display: inline; margin-left: .5em; font-size: .9em; } .requirement .sign { padding: 0 .4em; }
  .untried li { padding: .45rem 0; }
}
`;

/** What stands in the margins of each page on paper: what report it is, and the number of the page. */
export function margins(text: string): string {
  return `
@media print {
  @page {
    @bottom-left { content: ${quoted(shortened(text, 160))}; font: 8px system-ui, sans-serif; color: #5a6270; width: 80%; text-align: left; white-space: nowrap; overflow: hidden; }
    @bottom-right { content: 'Page ' counter(page) ' of ' counter(pages); font: 8px system-ui, sans-serif; color: #5a6270; }
  }
}
`;
}

/** Text as a string of CSS; all but the plainest characters are escaped, so that nothing can end it or be markup. */
function quoted(text: string): string {
  const escaped = visible(text).replaceAll(
    /[^A-Za-z0-9 .,:-]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `'${escaped}'`;
}
