/** The style of the cover. */
export const COVER = `
.cover { padding: 3rem 0 1rem; }
.eyebrow { color: var(--soft); letter-spacing: .02em; }
h1 { font-size: clamp(1.9rem, 5vw, 2.9rem); font-weight: 700; letter-spacing: -.02em; }
.base { color: var(--soft); font-family: var(--mono); font-size: .9rem; margin-top: .25rem; }
.brief { margin-top: .5rem; }
.decision { display: flex; gap: 1.1rem; align-items: center; margin: 1.75rem 0 1.5rem; padding: 1.25rem 1.4rem; border-radius: 14px; border: 1px solid; }
.decision .seal { flex: none; width: 3.2rem; height: 3.2rem; border-radius: 50%; display: grid; place-items: center; font-size: 1.6rem; font-weight: 700; color: var(--card); }
.decision .title { font-size: 1.5rem; font-weight: 700; letter-spacing: -.01em; line-height: 1.3; }
.decision.good { background: var(--passed-tint); border-color: var(--passed); }
.decision.good .seal { background: var(--passed); } .decision.good .title { color: var(--passed); }
.decision.bad { background: var(--failed-tint); border-color: var(--failed); }
.decision.bad .seal { background: var(--failed); } .decision.bad .title { color: var(--failed); }
.decision.waived { background: var(--waived-tint); border-color: var(--waived); }
.decision.waived .seal { background: var(--waived); } .decision.waived .title { color: var(--waived); }
/* A run that cannot tell: neither good nor bad. */
.decision.open { background: var(--plain-tint); border-color: var(--plain); }
.decision.open .seal { background: var(--plain); }

.bar { display: block; border-radius: 5px; background: var(--plain-tint); overflow: hidden; }
.fill { fill: var(--plain); } .fill.passed { fill: var(--passed); } .fill.failed { fill: var(--failed); } .fill.broken { fill: var(--broken); }
.fill.warned { fill: var(--warned); } .fill.not-exercised { fill: var(--untried); } .fill.waived { fill: var(--waived); }
.totals { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin-top: 1rem; }
.totals li { display: flex; flex-direction: column; align-items: flex-start; gap: .2rem; }
.totals .number { font-size: 1.8rem; font-weight: 650; line-height: 1.1; font-variant-numeric: tabular-nums; }
.sum { color: var(--soft); font-size: .9rem; margin-top: .7rem; font-variant-numeric: tabular-nums; }
.way { margin-top: 2rem; }
.way li { display: grid; grid-template-columns: 8.5rem 14rem 1fr; gap: .2rem 1.25rem; align-items: baseline; padding: .55rem 0; border-top: 1px solid var(--line); }
.way .id { white-space: normal; } .way .notes li { display: block; }
.way li > .sign { justify-self: start; }
.way li a { font-family: var(--mono); font-size: .86rem; }
.way ol { margin-top: .75rem; border-bottom: 1px solid var(--line); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem 2rem; margin-top: 2rem; }
.facts .wide { grid-column: 1 / -1; }
.features { display: flex; flex-wrap: wrap; gap: .35rem; margin: .2rem 0; }
.features li { padding: .1rem .6rem; border-radius: 999px; background: var(--plain-tint); font-size: .875rem; }
.hash { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; }
.hash code { color: var(--soft); font-size: .8rem; } .hash .faint { font-size: .875rem; }
.cover h2 { font-size: 1.15rem; }
.cover section { margin-top: 2rem; }
.first ol { margin-top: .75rem; counter-reset: first; }
.first li { position: relative; padding: .8rem 0 .8rem 2.4rem; border-top: 1px solid var(--line); counter-increment: first; }
.first li:last-child { border-bottom: 1px solid var(--line); }
.first li::before { content: counter(first); position: absolute; left: 0; top: .75rem; width: 1.6rem; height: 1.6rem; border-radius: 50%; display: grid; place-items: center; font-size: .875rem; font-weight: 650; background: var(--plain-tint); }
.first .rule { font-weight: 600; margin-top: .25rem; max-width: 56rem; } .first .do, .first .quoted { max-width: 56rem; } .quoted { color: var(--soft); font-size: .93rem; } .quoted b { color: var(--ink); font-weight: 500; } .first .aside { max-width: 56rem; }
.felt { margin-top: .9rem; } .first > p:not(.aside) { margin-top: .4rem; }
.beside { display: grid; grid-template-columns: 3fr 2fr; gap: 0 2.5rem; }
.points { margin-top: .4rem; } .points li { padding: .2rem 0; } .beside p { margin-top: .6rem; }
.sign-off { break-inside: avoid; }
.choices { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; margin-top: .5rem; } .choice { white-space: nowrap; }
.box { display: inline-block; width: .95em; height: .95em; border: 1.5px solid var(--ink); border-radius: 2px; vertical-align: -.1em; margin-right: .2em; }
.signatures { width: 100%; border-collapse: collapse; margin-top: .75rem; table-layout: fixed; }
.signatures th { text-align: left; font-weight: 500; font-size: .875rem; color: var(--soft); vertical-align: bottom; padding: 0 .75rem .2rem 0; }
.signatures thead th, .signatures thead td { width: 20%; } .signatures tbody th { color: var(--ink); }
.signatures tbody td { height: 2.9rem; border-bottom: 1px solid var(--soft); border-right: .75rem solid transparent; background-clip: padding-box; }
.signatures .label { display: none; }
@media screen and (max-width: 46rem) {
  .cover { padding-top: 1.75rem; }
  .decision { align-items: flex-start; padding: 1rem; gap: .8rem; } .decision .seal { width: 2.4rem; height: 2.4rem; font-size: 1.2rem; } .decision .title { font-size: 1.25rem; }
  .beside { grid-template-columns: minmax(0, 1fr); } .choice { white-space: normal; }
  .signatures, .signatures tbody, .signatures tr, .signatures th, .signatures tbody td { display: block; width: auto; } .signatures thead { display: none; }
  .signatures tbody th { padding-top: 1rem; font-weight: 600; } .signatures tbody td { height: 2.4rem; display: flex; align-items: flex-end; border-right: 0; } .signatures .label { display: inline; color: var(--soft); font-size: .875rem; }
  .totals { gap: .7rem 1.4rem; }
  .way li { grid-template-columns: auto minmax(0, 1fr); } .way li > span:last-child { grid-column: 1 / -1; }
  .facts { grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .8rem 1rem; }
}
`;
