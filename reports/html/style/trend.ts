/** The style of the trend of many runs. */
export const TREND = `
.top li:not(.brand) a { max-width: 17rem; overflow: hidden; text-overflow: ellipsis; }
.systems { margin-top: 1.5rem; border-bottom: 1px solid var(--line); } .systems li { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: .1rem 1.25rem; padding: .5rem 0; border-top: 1px solid var(--line); }
.tone { font-weight: 650; } .tone.good { color: var(--passed); } .tone.bad { color: var(--failed); } .tone.waived { color: var(--waived); } .tone.open { color: var(--plain); }
.trend { padding-top: 1.5rem; } .trend + .trend { margin-top: 4rem; border-top: 1px solid var(--line); }
.trend h3 { font-size: 1.25rem; margin: 2.75rem 0 .5rem; } .trend h4 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
.cells { display: block; max-width: 100%; border-radius: 3px; background: var(--sunken); }
.fill.pale { opacity: .4; } .fill.circumstance { fill: var(--link); }
.charts { display: grid; gap: .6rem; margin-top: 1.5rem; }
.chart, .axis, .courses li { display: grid; grid-template-columns: 21rem minmax(0, 1fr); gap: .2rem 1.5rem; align-items: center; }
.chart p, .axis p { font-size: .93rem; }
.chart p .faint { display: block; font-size: .82rem; }
.axis p { display: flex; justify-content: space-between; color: var(--soft); font-size: .82rem; gap: 1rem; font-variant-numeric: tabular-nums; }
.axis > div { width: fit-content; max-width: 100%; } .axis .cells { height: 0; }
.courses { border-bottom: 1px solid var(--line); } .courses li { padding: .6rem 0; border-top: 1px solid var(--line); }
.courses .faint { font-size: .875rem; line-height: 1.4; margin-top: .15rem; }
.courses .id { white-space: normal; }
.tag { font-size: .82rem; color: var(--warned); border: 1px solid var(--warned); border-radius: 5px; padding: 0 .4rem; }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; margin-top: .75rem; font-size: .875rem; } .key li { display: flex; gap: .4rem; align-items: center; } .key svg { background: var(--sunken); }
.step { border-top: 1px solid var(--line); padding: .6rem 0; } .step > summary b { font-variant-numeric: tabular-nums; margin-right: .6rem; }
.example { font-size: .9rem; } .step .example { padding-left: 1.9rem; }
.matters { border-bottom: 1px solid var(--line); margin-top: .75rem; } .matters li { border-top: 1px solid var(--line); padding: .7rem 0; } .matters li > p { max-width: 56rem; } .matters .aside { margin: .2rem 0 0; }
.courses .spell { font-size: .875rem; margin-top: .15rem; }
 .circumstances { color: var(--link); }
.nights { width: 100%; border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
.nights th, .nights td { text-align: left; font-weight: 400; padding: .4rem 1rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
.nights thead th { color: var(--soft); font-size: .85rem; } .nights tbody th { white-space: nowrap; } .nights .label { display: none; }
@media (max-width: 46rem) {
  .systems li { grid-template-columns: minmax(0, 1fr); } .chart, .axis, .courses li { grid-template-columns: minmax(0, 1fr); } .axis > span { display: none; } .chart p .faint { display: inline; }
  .nights, .nights tbody, .nights tr, .nights th, .nights td { display: block; border: 0; padding: 0; } .nights thead { display: none; } .nights tr { padding: .6rem 0; border-top: 1px solid var(--line); }
  .nights tbody th { font-weight: 600; } .nights td { display: inline; margin-right: .75rem; } .nights .label { display: inline; color: var(--soft); }
}
`;
