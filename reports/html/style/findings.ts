/** The style of findings and of the messages that show them. */
export const FINDINGS = `
.finding { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.35rem 1.5rem; margin-top: 1.25rem; }
.finding h3 { margin: .55rem 0 .4rem; font-size: 1.2rem; max-width: 56rem; }
.waiver { border-left: 3px solid var(--waived); background: var(--waived-tint); border-radius: 0 10px 10px 0; padding: .7rem 1rem; margin-top: .8rem; }
.waiver dl { display: grid; gap: .35rem; } .waiver dl > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 1rem; align-items: baseline; }
.verdict { margin-top: 1.2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.check { font-size: .93rem; } .check code { color: var(--soft); }
.again { color: var(--soft); font-size: .875rem; margin-top: .8rem; } .again b { font-weight: 500; } .again code { display: block; width: fit-content; max-width: 100%; color: var(--ink); background: var(--sunken); border-radius: 5px; padding: .2rem .5rem; margin-top: .2rem; }
.violation { margin-top: .9rem; }
.violation + .violation { margin-top: 1.4rem; }
.violation dl { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem 1.5rem; margin-bottom: .7rem; }
.violation dd { white-space: pre-wrap; }
.violation .seen dd { color: var(--failed); } .warned .violation .seen dd { color: var(--warned); } .broken .violation .seen dd { color: var(--broken); } .waived .violation .seen dd { color: var(--waived); }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem; align-items: start; }
.origin { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem 1rem; font-size: .875rem; } .origin > div { display: contents; }
.exhibit { border: 1px solid var(--line); border-radius: 10px; margin-top: .5rem; background: var(--card); }
.exhibit > summary, .exhibit.cut { padding: .5rem .85rem; border-radius: 10px; }
.exhibit > summary:hover { background: var(--sunken); }
.exhibit .seq { color: var(--soft); margin-right: .3rem; }
.exhibit[open] > summary { border-bottom: 1px solid var(--line); border-radius: 10px 10px 0 0; }
.wires { padding: .85rem; display: grid; gap: .85rem; }
.wire-title { font-weight: 650; font-size: .9rem; margin-bottom: .3rem; }
.code { margin: 0; padding: .8rem .95rem; border-radius: 8px; background: var(--sunken); white-space: pre-wrap; line-height: 1.5; tab-size: 2; unicode-bidi: isolate; direction: ltr; text-align: left; }
.code code { font-size: .82rem; }
.code b { font-weight: 400; color: var(--key); } .code i { font-style: normal; color: var(--string); } .code u { color: var(--soft); margin-left: .6em; text-decoration: none; }
.code mark { background: var(--marker); color: inherit; border-radius: 3px; padding: .1em .25em; margin-left: -.25em; }
@media screen and (max-width: 46rem) {
  .pair, .origin { grid-template-columns: minmax(0, 1fr); } .origin dd { margin-bottom: .3rem; }
  .violation dl { grid-template-columns: 1fr; } .waiver dl > div { grid-template-columns: minmax(0, 1fr); }
  .finding { padding: 1rem; }
}
`;
