/** The style of drawings: orders along time, lives of orders, grids of what was seen, and the retailers' side. */
export const DRAWINGS = `
:root { --ours-tint: #e6edf9; }
@media screen and (prefers-color-scheme: dark) { :root { --ours-tint: #1c2942; } }
.st-sent { --st: var(--plain); --st-tint: var(--plain-tint); } .st-taken { --st: var(--waived); --st-tint: var(--waived-tint); } .st-working { --st: var(--ours); --st-tint: var(--ours-tint); } .st-held { --st: var(--warned); --st-tint: var(--warned-tint); }
.st-waiting { --st: var(--untried); --st-tint: var(--untried-tint); } .st-done { --st: var(--passed); --st-tint: var(--passed-tint); } .st-over { --st: var(--soft); --st-tint: var(--plain-tint); } .st-other { --st: var(--broken); --st-tint: var(--broken-tint); }
.state[class*='st-'] { background: var(--st-tint); color: var(--ink); box-shadow: inset 3px 0 0 var(--st); padding-left: .6rem; border-radius: 3px 5px 5px 3px; }
.drawing { display: block; width: 100%; height: auto; font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; font-size: 12px; }
.drawing text { fill: var(--ink); } .drawing .soft { fill: var(--soft); } .drawing .strong { font-weight: 600; font-family: var(--mono); font-size: 11.5px; }
.drawing text.soft { font-family: var(--mono); font-size: 11px; }
.drawing .lane { font-size: 11.5px; font-weight: 600; fill: var(--soft); }
.drawing .line { stroke: var(--line); stroke-width: 2; fill: none; } .drawing .pole { stroke: var(--soft); stroke-width: 1; fill: none; opacity: .55; }
.axis path { stroke: var(--line); stroke-width: 1; stroke-dasharray: 1 3; fill: none; } .axis text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.axis .gap { fill: var(--card); } .axis path.cut { stroke: var(--soft); stroke-dasharray: 3 3; } .axis text.cut { font-weight: 650; fill: var(--ink); }
.drawing .tie { stroke: var(--ours); stroke-width: 1.5; fill: none; opacity: .7; }
.drawing .ask { fill: var(--ours); } .answer rect { fill: var(--card); stroke: var(--ours); stroke-width: 1.5; } .answer text { font-weight: 650; font-size: 12px; font-variant-numeric: tabular-nums; }
.drawing .kci circle { fill: var(--theirs); stroke: var(--card); stroke-width: 2; } .drawing .kci text, .drawing .missing text { font-size: 11.5px; font-weight: 700; font-variant-numeric: tabular-nums; } .drawing .kci text { fill: var(--card); } .drawing .kci text.narrow { font-size: 8.5px; }
.drawing .kci.repeat circle { fill: var(--card); stroke: var(--theirs); stroke-width: 1.5; stroke-dasharray: 3 2; } .drawing .kci.repeat text { fill: var(--ink); }
.drawing .kci .turned-away circle { fill: var(--card) !important; stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: none; } .turned-away path { stroke: var(--ink); stroke-width: 1.4; }
.drawing .again { stroke: var(--theirs); stroke-width: 1.3; stroke-dasharray: 4 3; fill: none; }
.drawing .failed { --mark: var(--failed); } .drawing .warned { --mark: var(--warned); } .drawing .broken { --mark: var(--broken); } .drawing .waived { --mark: var(--waived); }
.drawing .ask.failed, .drawing .ask.warned, .drawing .ask.broken, .drawing .ask.waived { fill: var(--mark); }
.answer.failed rect, .answer.warned rect, .answer.broken rect, .answer.waived rect { stroke: var(--mark); stroke-width: 2.5; } .answer.failed text, .answer.warned text, .answer.broken text, .answer.waived text { fill: var(--mark); }
.kci.failed circle, .kci.warned circle, .kci.broken circle, .kci.waived circle { fill: var(--mark) !important; } .kci.failed text, .kci.warned text, .kci.broken text { fill: var(--card) !important; }
.missing circle { fill: var(--card); stroke: var(--mark); stroke-width: 2; stroke-dasharray: 3 2.5; } .drawing .missing text { fill: var(--mark); }
.wait path { stroke: var(--mark); stroke-width: 3; stroke-dasharray: 1 4; stroke-linecap: round; fill: none; } .wait .due { stroke-width: 1.5; stroke-dasharray: none; } .drawing .wait text { fill: var(--mark); font-size: 11px; font-weight: 600; }
.drawing .pointer text { fill: var(--mark); font-family: var(--mono); font-size: 11px; font-weight: 650; text-decoration: underline; text-underline-offset: 2px; }
.crossing path { stroke: var(--line); stroke-width: 1.5; fill: none; } .crossing path.crossed { stroke: var(--warned); stroke-width: 2; } .crossing text { font-size: 11px; fill: var(--soft); font-variant-numeric: tabular-nums; } .crossing .lane { font-weight: 400; }
.dots circle { fill: var(--theirs); opacity: .6; }
.band rect { fill: var(--st); fill-opacity: .2; stroke: var(--card); stroke-width: 1; } .band g text { font-family: var(--mono); font-size: 11px; font-weight: 600; } .band g { stroke-linecap: butt; }
.drawing .delay { paint-order: stroke; stroke: var(--card); stroke-width: 5px; stroke-linejoin: round; } .alarm-sign { color: var(--warned); }
.drawing .alarm { fill: var(--warned); stroke: var(--card); stroke-width: 1; }
.drawn { overflow-x: auto; padding: .9rem 1rem .4rem; border-top: 1px solid var(--line); } .drawn + .moments { border-top: 0; }
.order-drawing { min-width: 50rem; }
.status-legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin-top: .8rem; font-size: .78rem; color: var(--soft); } .status-legend li { display: flex; gap: .4rem; align-items: center; }
.swatch { flex: none; width: .9rem; height: .9rem; border-radius: 3px; background: var(--st-tint); box-shadow: inset 3px 0 0 var(--st); }
.retailer { padding: .05rem .5rem .2rem; font-size: .8rem; color: var(--soft); }
.moment.absent .badge { background: var(--card); color: var(--failed); border: 2px dashed var(--failed); } .moment.absent.warned .badge { color: var(--warned); border-color: var(--warned); } .moment.absent.failed .badge { background: var(--card); color: var(--failed); } .moment.absent.warned .badge { background: var(--card); }
.consequences { margin: 0 1rem 1rem; padding: .7rem 1rem; background: var(--sunken); border-radius: 10px; font-size: .9rem; } .consequences li { margin-top: .3rem; }
.gravity { display: inline-flex; gap: .3em; align-items: baseline; font-size: .8rem; font-weight: 650; border-radius: 999px; padding: 0 .55em; background: var(--plain-tint); color: var(--plain); white-space: nowrap; }
.gravity.misled { background: var(--warned-tint); color: var(--warned); } .gravity.in-the-dark { background: var(--untried-tint); color: var(--untried); }
.retail-sum { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: 1rem; } .retail-sum li { max-width: 17rem; font-size: .9rem; color: var(--soft); } .retail-sum b { display: block; font-size: 1.5rem; line-height: 1.2; color: var(--ink); font-variant-numeric: tabular-nums; } .retail-sum .affected b { color: var(--warned); }
.retail-affected > li { padding: .7rem 0; border-top: 1px solid var(--line); break-inside: avoid; } .retail-affected ul { display: grid; gap: .25rem; margin-top: .3rem; font-size: .93rem; }
.retail-courses li { display: grid; grid-template-columns: 13rem minmax(0, 1fr) 11rem; gap: .2rem 1.25rem; align-items: baseline; padding: .4rem 0; border-top: 1px solid var(--line); break-inside: avoid; font-size: .875rem; }
.retail-courses .about { font-size: .82rem; } .retail-courses .times { color: var(--soft); text-align: right; } .retail-courses .steps { display: flex; flex-wrap: wrap; gap: .3rem .35rem; align-items: baseline; } .retail-courses .arrow { color: var(--soft); } .retail-courses .state { font-family: var(--mono); font-size: .74rem; font-weight: 500; }
.asks { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; color: var(--soft); font-size: .72rem; } .unended { color: var(--untried); font-size: .8rem; font-style: italic; }
.scroll { position: relative; overflow-x: auto; margin-top: .6rem; }
.plain-table { border-collapse: collapse; font-size: .85rem; min-width: 40rem; width: 100%; } .plain-table th, .plain-table td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } .plain-table thead th { color: var(--soft); font-weight: 500; } .plain-table tbody th { font-family: var(--mono); font-size: .78rem; font-weight: 500; overflow-wrap: normal; }
.machine-box { margin: .8rem 0 .4rem; padding: .6rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; } .machine { width: auto; margin: 0 auto; }
.machine .shaft { fill: none; stroke: var(--step); } .machine .head { fill: var(--step); }
.machine .seen { --step: var(--passed); } .machine .by-answer { --step: var(--ours); } .machine .not-seen, .machine .out-of-reach { --step: var(--soft); } .machine .failed { --step: var(--failed); } .machine .warned { --step: var(--warned); }
.machine .step.not-seen .shaft { stroke-dasharray: 3 4; opacity: .45; } .machine .step.not-seen .head { opacity: .45; } .machine .step.out-of-reach .shaft { stroke-dasharray: 1 4; opacity: .3; } .machine .step.out-of-reach .head { opacity: .25; }
.machine .step.seen .shaft, .machine .step.by-answer .shaft { opacity: .85; }
.machine .times rect { fill: var(--card); stroke: var(--step); stroke-width: 1.3; } .machine .times text { font-size: 11.5px; font-weight: 700; fill: var(--step); font-variant-numeric: tabular-nums; } .machine .times.failed rect, .machine .times.warned rect { fill: var(--step); } .machine .times.failed text, .machine .times.warned text { fill: var(--card); }
.machine a.times:hover rect, .machine a.times:focus-visible rect { stroke-width: 3; }
.machine .status rect { fill: var(--st-tint); stroke: var(--st); stroke-width: 1.5; } .machine .status .inner { fill: none; stroke-width: 1; } .machine .status text { font-family: var(--mono); font-size: 10.5px; font-weight: 650; } .machine .status text.stays { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; font-size: 10px; font-weight: 500; fill: var(--soft); } .machine .strange rect { stroke-dasharray: 4 3; stroke: var(--failed); }
.machine-key { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .8rem; color: var(--soft); margin-top: .6rem; } .machine-key li { display: flex; gap: .45rem; align-items: center; } .machine-key svg { flex: none; }
.machine.machine-sign { margin: 0; } .seen-table td.none::before, .grid td.none::before { content: '·'; color: var(--soft); } .grid td .name { display: none; } .grid th.status { font-family: var(--mono); font-size: .7rem; overflow-wrap: normal; vertical-align: bottom; } .grid td .state { font-size: .8rem; white-space: nowrap; } .grid { min-width: 52rem; } .sight a { color: inherit; }
@media (max-width: 46rem) {
  .drawn { display: none; }
  .drawn + .moments { border-top: 1px solid var(--line); }
  .retail-courses li { grid-template-columns: minmax(0, 1fr); } .retail-courses .times { text-align: left; } .retail-courses .about:not(:has(b:not(:empty))) { display: none; }
  .consequences { margin: 0 .6rem .8rem; }
}
@media print {
  .drawn { overflow: visible; padding: .4rem 0; display: block; } .order-drawing { min-width: 0; break-inside: avoid; } .machine-box { overflow: visible; break-inside: avoid; } .machine { max-width: 100%; } .scroll { overflow: visible; } .plain-table { min-width: 0; }
}
`;
