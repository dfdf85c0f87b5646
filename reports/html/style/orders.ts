/** The style of orders and their moments. */
export const ORDERS = `
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
@media (max-width: 46rem) {
  .order > summary { grid-template-columns: 1fr auto; } .order .who { grid-column: 1 / -1; } .order > summary > .faint { grid-column: 2; text-align: right; } .order .state { grid-row: 2; grid-column: 1; } .order > summary > .ref { grid-row: 3; grid-column: 1 / -1; } .order > summary > .ref, .order > summary > .faint { font-size: .82rem; }
  .moments { padding: .5rem .6rem .8rem; } .moment { grid-template-columns: 1.9rem minmax(0, 1fr); } .moment::before { left: calc(.95rem - 1px); }
  .moment .when { grid-column: 2; grid-row: 2; text-align: left; padding: 0 .5rem; } .moment .badge { grid-row: 1; } .moment > div { grid-row: 1; grid-column: 2; }
}
`;
