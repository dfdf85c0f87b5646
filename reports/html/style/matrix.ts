/** The style of the list of requirements and of its filter. */
export const MATRIX = `
.filter { position: sticky; top: 3.05rem; z-index: 4; display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; background: var(--paper); padding: .75rem 0; margin-top: .5rem; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem; min-width: 0; }
.pill { position: relative; } .pill input { position: absolute; opacity: 0; pointer-events: none; }
.pill > span { display: block; padding: .22rem .75rem; border: 1px solid var(--line); border-radius: 999px; font-size: .875rem; cursor: pointer; background: var(--card); }
.pill input:checked + span { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.pill input:focus-visible + span { outline: 3px solid var(--link); outline-offset: 2px; }
.search { flex: 1 1 16rem; } .search input { width: 100%; font: inherit; font-size: .93rem; padding: .3rem .8rem; border: 1px solid var(--soft); border-radius: 999px; background: var(--card); color: inherit; }
.choose select { font: inherit; font-size: .875rem; padding: .25rem .5rem; border: 1px solid var(--soft); border-radius: 8px; background: var(--card); color: inherit; max-width: 14rem; }
.shown:not(:has([role=status]:empty)) { padding-top: .1rem; }
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
@media screen and (max-width: 46rem) {
  .requirement > summary { grid-template-columns: auto 1fr; } .requirement > summary > .sentence { grid-column: 1 / -1; }
  .filter { position: static; }
}
`;
