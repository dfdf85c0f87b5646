/** The style of what was seen and not seen. */
export const COVERAGE = `
#coverage .more[open] { overflow-x: auto; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; margin-top: 1rem; font-size: .875rem; }
.sight { color: var(--soft); } .sight .symbol { font-weight: 700; } .sight.seen .symbol, .sight.seen .state { color: var(--passed); } .sight.not-seen .symbol, .sight.not-seen .state { color: var(--untried); }
.sight .state { background: none; padding: 0; font-weight: 500; white-space: nowrap; } .sight .name { font-family: var(--mono); font-size: .8rem; font-weight: 500; color: var(--ink); } .sight.out-of-reach .name { color: var(--soft); }
.sights { display: flex; flex-wrap: wrap; gap: .3rem .5rem; }
.sights .sight { display: inline-flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; padding: .15rem .65rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.sights .sight.out-of-reach { background: none; border-style: dashed; }
.seen-table { width: 100%; border-collapse: collapse; font-size: .875rem; }
.seen-table th { text-align: left; font-weight: 600; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); }
.seen-table thead th.status { font-family: var(--mono); font-size: .7rem; overflow-wrap: normal; } .seen-table thead th { color: var(--soft); font-weight: 500; font-variant-numeric: tabular-nums; vertical-align: bottom; }
.seen-table tbody th { font-family: var(--mono); font-size: .8rem; font-weight: 500; max-width: 17rem; overflow-wrap: break-word; vertical-align: top; }
.seen-table td { padding: .4rem .5rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } .seen-table td .name { display: none; } .seen-table td .state { font-size: .8rem; } .seen-table .out-of-reach .state, .seen-table .undescribed .state { white-space: normal; }
.seen-steps > div { display: grid; grid-template-columns: 14rem 1fr; gap: .3rem 1.25rem; padding: .55rem 0; border-top: 1px solid var(--line); break-inside: avoid; } .seen-steps > div:last-child { border-bottom: 1px solid var(--line); }
.seen-steps dt { font-family: var(--mono); font-size: .82rem; color: var(--ink); } .seen-steps dd { font-size: .875rem; color: var(--soft); } .seen-steps dd .sight { font-weight: 600; }
#variants-sent thead th { overflow-wrap: normal; } .seen-steps.plain dt { font-family: inherit; font-size: .875rem; }
@media (max-width: 66rem) {
  .seen-table, .seen-table tbody { display: block; } .seen-table thead { display: none; } .seen-table tr { display: flex; flex-wrap: wrap; gap: .3rem .5rem; padding: .7rem 0; border-top: 1px solid var(--line); } .seen-table tbody th { flex: 1 0 100%; max-width: 100%; border: 0; padding: 0 0 .2rem; }
  .seen-table td { border: 1px solid var(--line); border-radius: 8px; padding: .15rem .6rem; background: var(--card); } .seen-table td.none { display: none; } .seen-table td .name { display: inline; margin-right: .4rem; } .seen-table td.out-of-reach { background: none; border-style: dashed; }
}
@media (max-width: 46rem) {
  .seen-steps > div { grid-template-columns: 1fr; }
}
`;
