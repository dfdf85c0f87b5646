/** The look of the page: system fonts, light and dark, from a phone to A4. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f7f6f3; --card: #ffffff; --ink: #1b1f27; --soft: #5a6270; --line: #e2e0da; --sunken: #f1f0ec; --link: #1d4fa8;
  --failed: #b3261e; --failed-tint: #fdeceA; --broken: #8a2a7b; --broken-tint: #f9eaf6; --warned: #8a5300; --warned-tint: #fdf1dc;
  --untried: #5645b0; --untried-tint: #eeebfb; --waived: #0b6270; --waived-tint: #e1f3f5; --passed: #17693f; --passed-tint: #e4f4ea;
  --plain: #5a6270; --plain-tint: #ecebe7; --ours: #1d4fa8; --theirs: #17693f; --key: #32507f; --string: #17693f; --marker: #ffe08a;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14161b; --card: #1b1e25; --ink: #e7e8ec; --soft: #a3aab7; --line: #30343e; --sunken: #15181e; --link: #8fb8ff;
    --failed: #ff9b93; --failed-tint: #3a1f1f; --broken: #f0a6e2; --broken-tint: #37203380; --warned: #f3c06b; --warned-tint: #33280f;
    --untried: #b9adff; --untried-tint: #28244a; --waived: #7fd3df; --waived-tint: #12323780; --passed: #7fd6a2; --passed-tint: #16301f;
    --plain: #a3aab7; --plain-tint: #2a2e37; --ours: #8fb8ff; --theirs: #7fd6a2; --key: #9fc0f5; --string: #8fd6a8; --marker: #453608;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
p, ul, ol, dl { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: pretty; }
code, pre, .id, .seq { font-family: var(--mono); font-size: .86em; }
b, strong { font-weight: 650; }
.faint { color: var(--soft); font-weight: 400; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }

.skip { position: absolute; left: -999px; top: 0; z-index: 9; background: var(--card); padding: .6rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; }
.top { position: sticky; top: 0; z-index: 5; background: var(--paper); border-bottom: 1px solid var(--line); }
.top ul { display: flex; gap: .15rem; max-width: 72rem; margin: 0 auto; padding: .45rem 1.25rem; overflow-x: auto; scrollbar-width: none; }
.top ul::-webkit-scrollbar { display: none; }
.top a { display: block; padding: .3rem .6rem; border-radius: 999px; white-space: nowrap; text-decoration: none; color: var(--ink); font-size: .9rem; }
.top a:hover { background: var(--plain-tint); }
.top .brand { margin-right: auto; }
.top .brand a { font-weight: 650; max-width: 18rem; overflow: hidden; text-overflow: ellipsis; }
.top .number { color: var(--soft); font-variant-numeric: tabular-nums; }
.top [data-part='failed'] .number { color: var(--failed); font-weight: 650; }

main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
footer { max-width: 72rem; margin: 3rem auto 0; padding: 1.5rem 1.25rem 3rem; color: var(--soft); font-size: .875rem; }
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
.decision.open { background: var(--plain-tint); border-color: var(--plain); }
.decision.open .seal { background: var(--plain); }

.bar { display: block; border-radius: 5px; background: var(--plain-tint); overflow: hidden; }
.fill { fill: var(--plain); } .fill.passed { fill: var(--passed); } .fill.failed { fill: var(--failed); } .fill.broken { fill: var(--broken); }
.fill.warned { fill: var(--warned); } .fill.not-exercised { fill: var(--untried); } .fill.waived { fill: var(--waived); }
.totals { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin-top: 1rem; }
.totals li { display: flex; flex-direction: column; align-items: flex-start; gap: .2rem; }
.totals .number { font-size: 1.8rem; font-weight: 650; line-height: 1.1; font-variant-numeric: tabular-nums; }
.sum { color: var(--soft); font-size: .9rem; margin-top: .7rem; font-variant-numeric: tabular-nums; }

.sign { display: inline-flex; align-items: center; gap: .35em; padding: .08em .6em .08em .45em; border-radius: 999px; font-size: .82rem; font-weight: 600; white-space: nowrap; color: var(--plain); background: var(--plain-tint); }
.sign .symbol { font-weight: 700; width: 1em; text-align: center; line-height: 1; }
.sign.small { padding: .15em .3em; }
.sign.none { background: none; }
.sign.failed { color: var(--failed); background: var(--failed-tint); } .sign.broken { color: var(--broken); background: var(--broken-tint); }
.sign.warned { color: var(--warned); background: var(--warned-tint); } .sign.not-exercised { color: var(--untried); background: var(--untried-tint); }
.sign.waived { color: var(--waived); background: var(--waived-tint); } .sign.passed { color: var(--passed); background: var(--passed-tint); }

.way { margin-top: 2rem; }
.way li { display: grid; grid-template-columns: 8.5rem 14rem 1fr; gap: .2rem 1.25rem; align-items: baseline; padding: .55rem 0; border-top: 1px solid var(--line); }
.way li > .sign { justify-self: start; }
.way li a { font-family: var(--mono); font-size: .86rem; }
.way ol { margin-top: .75rem; border-bottom: 1px solid var(--line); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem 2rem; margin-top: 2rem; }
.facts .wide { grid-column: 1 / -1; }
dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; }
.features { display: flex; flex-wrap: wrap; gap: .35rem; margin: .2rem 0; }
.features li { padding: .1rem .6rem; border-radius: 999px; background: var(--plain-tint); font-size: .875rem; }
.hash { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; }
.hash code { color: var(--soft); font-size: .8rem; }

.part { padding-top: 3.5rem; }
h2 { font-size: 1.55rem; letter-spacing: -.01em; }
.cover h2 { font-size: 1.15rem; }
.intro { color: var(--soft); max-width: 46rem; margin-top: .35rem; }
h3 { font-size: 1.06rem; margin: 1.75rem 0 .6rem; }
.finding { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.35rem 1.5rem; margin-top: 1.25rem; }
.finding h3 { margin: .55rem 0 .4rem; font-size: 1.2rem; max-width: 56rem; }
.tags { display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: baseline; }
.id { white-space: nowrap; }
.source { color: var(--soft); font-size: .875rem; max-width: 56rem; }
.source b { color: var(--ink); }
.advice { background: var(--sunken); border-radius: 10px; padding: .75rem 1rem; margin-top: 1rem; }
.advice b { display: block; font-size: .82rem; color: var(--soft); }
.waiver { border-left: 3px solid var(--waived); background: var(--waived-tint); border-radius: 0 10px 10px 0; padding: .7rem 1rem; margin-top: .8rem; }
.waiver dl { display: grid; gap: .35rem; } .waiver dl > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 1rem; align-items: baseline; }
.verdict { margin-top: 1.2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.check { font-size: .93rem; } .check code { color: var(--soft); }
.violation { margin-top: .9rem; }
.violation + .violation { margin-top: 1.4rem; }
.violation dl { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem 1.5rem; margin-bottom: .7rem; }
.violation dd { white-space: pre-wrap; }
.violation .seen dd { color: var(--failed); } .warned .violation .seen dd { color: var(--warned); } .broken .violation .seen dd { color: var(--broken); } .waived .violation .seen dd { color: var(--waived); }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem; align-items: start; }
.origin { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem 1rem; font-size: .875rem; } .origin > div { display: contents; }
.aside { color: var(--soft); font-size: .875rem; margin: .5rem 0; }
.prose { white-space: pre-wrap; }

summary { cursor: pointer; }
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
.more { margin-top: 1rem; } .more > summary { color: var(--link); width: fit-content; }
button { font: inherit; font-size: .82rem; color: var(--link); background: none; border: 1px solid var(--line); border-radius: 7px; padding: .1rem .6rem; cursor: pointer; }
button:hover { background: var(--plain-tint); }
.tools { margin-top: .9rem; display: flex; gap: .5rem; }

.untried { border-bottom: 1px solid var(--line); }
.untried li { padding: .85rem 0; border-top: 1px solid var(--line); }
.untried .advice { margin-top: .5rem; padding: .5rem .85rem; } .untried .advice b { display: inline; margin-right: .5em; }

.filter { position: sticky; top: 3.05rem; z-index: 4; display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; background: var(--paper); padding: .75rem 0; margin-top: .5rem; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem; min-width: 0; }
.pill { position: relative; } .pill input { position: absolute; opacity: 0; pointer-events: none; }
.pill > span { display: block; padding: .22rem .75rem; border: 1px solid var(--line); border-radius: 999px; font-size: .875rem; cursor: pointer; background: var(--card); }
.pill input:checked + span { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.pill input:focus-visible + span { outline: 3px solid var(--link); outline-offset: 2px; }
.search { flex: 1 1 16rem; } .search input { width: 100%; font: inherit; font-size: .93rem; padding: .3rem .8rem; border: 1px solid var(--soft); border-radius: 999px; background: var(--card); color: inherit; }
.shown { color: var(--soft); font-size: .875rem; width: 100%; }
.area h3 { margin-bottom: .5rem; } .numbers { color: var(--soft); font-weight: 400; font-size: .875rem; margin-left: .5rem; }
.requirement { border-top: 1px solid var(--line); } .area .requirement:last-of-type { border-bottom: 1px solid var(--line); }
.requirement > summary { display: grid; grid-template-columns: 8.5rem 14rem 1fr; gap: .2rem 1.25rem; align-items: baseline; padding: .6rem .35rem; list-style: none; }
.requirement > summary::-webkit-details-marker { display: none; }
.requirement > summary:hover { background: var(--sunken); }
.requirement > summary > .sign { justify-self: start; }
.requirement .id { white-space: normal; }
.bond { color: var(--soft); font: .8rem/1.35 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; display: block; }
.inside { padding: .25rem .35rem 1.2rem; display: grid; gap: .6rem; }
.verdicts li { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; padding: .3rem 0; font-size: .93rem; }
.verdicts code { color: var(--soft); }
.blocks { color: var(--failed); font-weight: 600; }

.orders { margin-top: 1rem; }
.order { border: 1px solid var(--line); border-radius: 12px; background: var(--card); margin-top: .6rem; }
.order > summary { display: grid; grid-template-columns: minmax(15rem, 2fr) minmax(8rem, 1fr) 9.5rem 9rem; gap: .1rem 1rem; align-items: baseline; padding: .7rem 1rem; list-style: none; border-radius: 12px; }
.order > summary::-webkit-details-marker { display: none; }
.order > summary:hover { background: var(--sunken); }
.ref { font-family: var(--mono); font-size: .82rem; color: var(--soft); }
.state { font-size: .78rem; font-weight: 600; padding: .05rem .5rem; border-radius: 5px; background: var(--plain-tint); justify-self: start; }
.strip { grid-column: 1 / -1; display: block; margin-top: .3rem; }
.strip line { stroke: var(--line); stroke-width: 2; }
.dot { fill: var(--ours); } .dot.answer { fill: var(--card); stroke: var(--ours); stroke-width: 2; } .dot.kci { fill: var(--theirs); }
.dot.failed { fill: var(--failed); stroke: var(--card); stroke-width: 1.5; } .dot.warned { fill: var(--warned); stroke: var(--card); stroke-width: 1.5; } .dot.broken { fill: var(--broken); }
.moments { padding: .6rem 1rem 1rem; border-top: 1px solid var(--line); }
.moment { display: grid; grid-template-columns: 5.5rem 1.9rem minmax(0, 1fr); gap: 0 .75rem; position: relative; padding: .3rem 0; }
.moment::before { content: ''; position: absolute; left: calc(5.5rem + .75rem + .95rem - 1px); top: 0; bottom: 0; width: 2px; background: var(--line); }
.moment:first-child::before { top: 1rem; } .moment:last-child::before { bottom: calc(100% - 1rem); }
.when { text-align: right; color: var(--soft); font-size: .82rem; padding-top: .3rem; font-variant-numeric: tabular-nums; }
.badge { position: relative; width: 1.9rem; height: 1.9rem; border-radius: 50%; display: grid; place-items: center; font-size: .82rem; font-weight: 650; color: var(--card); background: var(--ours); font-variant-numeric: tabular-nums; }
.moment.answer .badge { background: var(--card); color: var(--ours); box-shadow: inset 0 0 0 2px var(--ours); }
.moment.kci .badge { background: var(--theirs); }
.moment.failed .badge { background: var(--failed); color: var(--card); box-shadow: none; } .moment.warned .badge { background: var(--warned); color: var(--card); box-shadow: none; } .moment.broken .badge { background: var(--broken); color: var(--card); box-shadow: none; }
.moment .exhibit { margin-top: 0; border-color: transparent; background: none; }
.moment .exhibit[open] { border-color: var(--line); }
.moment .exhibit > summary, .moment .exhibit.cut, .moment .line { padding: .18rem .5rem; }
.moment .text { padding: 0 .5rem; color: var(--soft); font-size: .9rem; white-space: pre-wrap; }
.tag { font-size: .82rem; color: var(--soft); border: 1px solid var(--line); border-radius: 5px; padding: 0 .4rem; }
.pointers { padding: .15rem .5rem .3rem; font-size: .85rem; display: flex; flex-wrap: wrap; gap: .3rem .8rem; }
.pointer { font-family: var(--mono); font-size: .82rem; }
.pointer.failed { color: var(--failed); } .pointer.warned { color: var(--warned); } .pointer.broken { color: var(--broken); }
.other + .other { margin-top: .25rem; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; margin-top: 1rem; font-size: .875rem; }
.sight { color: var(--soft); } .sight .symbol { font-weight: 700; } .sight.seen .symbol, .sight.seen .state { color: var(--passed); } .sight.not-seen .symbol, .sight.not-seen .state { color: var(--untried); }
.sight .state { background: none; padding: 0; font-weight: 500; white-space: nowrap; } .sight .name { font-family: var(--mono); font-size: .8rem; font-weight: 500; color: var(--ink); } .sight.out-of-reach .name { color: var(--soft); }
.sights { display: flex; flex-wrap: wrap; gap: .3rem .5rem; }
.sights .sight { display: inline-flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; padding: .15rem .65rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.sights .sight.out-of-reach { background: none; border-style: dashed; }
.seen-table { width: 100%; border-collapse: collapse; font-size: .875rem; }
.seen-table th { text-align: left; font-weight: 600; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); }
.seen-table thead th.status { font-family: var(--mono); font-size: .7rem; overflow-wrap: normal; } .seen-table thead th { color: var(--soft); font-weight: 500; font-variant-numeric: tabular-nums; vertical-align: bottom; }
.seen-table tbody th { font-family: var(--mono); font-size: .8rem; font-weight: 500; max-width: 17rem; overflow-wrap: normal; vertical-align: top; }
.seen-table td { padding: .4rem .5rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } .seen-table td .name { display: none; } .seen-table td .state { font-size: .8rem; } .seen-table .out-of-reach .state, .seen-table .undescribed .state { white-space: normal; }
.seen-steps > div { display: grid; grid-template-columns: 14rem 1fr; gap: .3rem 1.25rem; padding: .55rem 0; border-top: 1px solid var(--line); break-inside: avoid; } .seen-steps > div:last-child { border-bottom: 1px solid var(--line); }
.seen-steps dt { font-family: var(--mono); font-size: .82rem; color: var(--ink); } .seen-steps dd { font-size: .875rem; color: var(--soft); } .seen-steps dd .sight { font-weight: 600; }
#variants-sent thead th { overflow-wrap: normal; } .seen-steps.plain dt { font-family: inherit; font-size: .875rem; }
.notes li { padding: .35rem 0; } .notes ul { padding-left: 1.25rem; color: var(--soft); font-size: .9rem; } .notes .seq { color: var(--soft); }
:target:not(section):not(header) { scroll-margin-top: 1rem; }
article:target, .requirement:target, .untried li:target { outline: 2px solid var(--link); outline-offset: 4px; border-radius: 8px; }

@media (max-width: 66rem) {
  .seen-table, .seen-table tbody { display: block; } .seen-table thead { display: none; } .seen-table tr { display: flex; flex-wrap: wrap; gap: .3rem .5rem; padding: .7rem 0; border-top: 1px solid var(--line); } .seen-table tbody th { flex: 1 0 100%; max-width: none; border: 0; padding: 0 0 .2rem; }
  .seen-table td { border: 1px solid var(--line); border-radius: 8px; padding: .15rem .6rem; background: var(--card); } .seen-table td.none { display: none; } .seen-table td .name { display: inline; margin-right: .4rem; } .seen-table td.out-of-reach { background: none; border-style: dashed; }
}
@media (max-width: 46rem) {
  .pair, .origin { grid-template-columns: minmax(0, 1fr); } .origin dd { margin-bottom: .3rem; }
  .seen-steps > div { grid-template-columns: 1fr; }
  .cover { padding-top: 1.75rem; }
  .decision { align-items: flex-start; padding: 1rem; gap: .8rem; } .decision .seal { width: 2.4rem; height: 2.4rem; font-size: 1.2rem; } .decision .title { font-size: 1.25rem; }
  .totals { gap: .7rem 1.4rem; }
  .way li, .requirement > summary { grid-template-columns: auto 1fr; } .way li > span:last-child, .requirement > summary > .sentence { grid-column: 1 / -1; }
  .violation dl { grid-template-columns: 1fr; } .waiver dl > div { grid-template-columns: minmax(0, 1fr); }
  .facts { grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .8rem 1rem; }
  .finding { padding: 1rem; } .part { padding-top: 2.5rem; }
  .filter { position: static; }
  .order > summary { grid-template-columns: 1fr auto; } .order .who { grid-column: 1 / -1; } .order > summary > .faint { grid-column: 2; text-align: right; } .order .state { grid-row: 2; grid-column: 1; } .order > summary > .ref { grid-row: 3; grid-column: 1 / -1; } .order > summary > .ref, .order > summary > .faint { font-size: .82rem; }
  .moments { padding: .5rem .6rem .8rem; } .moment { grid-template-columns: 1.9rem minmax(0, 1fr); } .moment::before { left: calc(.95rem - 1px); }
  .moment .when { grid-column: 2; grid-row: 2; text-align: left; padding: 0 .5rem; } .moment .badge { grid-row: 1; } .moment > div { grid-row: 1; grid-column: 2; }
}
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  :root { color-scheme: light; --paper: #fff; --card: #fff; }
  html { font-size: 12px; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .top, .filter, .tools, button, .skip { display: none !important; }
  main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .cover { padding-top: 0; } .part { padding-top: 1.6rem; }
  h2, h3, .tags, .check { break-after: avoid; }
  .violation dl, .way li, .untried li, .requirement > summary, .order > summary, .decision, .facts > div { break-inside: avoid; }
  #requirements, #orders { break-before: page; }
  .finding { border-radius: 6px; padding: .8rem 1rem; } a { color: inherit; text-decoration: none; }
}
`;
