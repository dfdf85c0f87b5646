import type { NoteEvent } from '../../evidence/history.ts';
import type { ReportInput } from '../input.ts';
import { count, duration, shortened } from '../text.ts';
import { markup, type Markup } from './markup.ts';

/** How many notes of one kind are told; the journal has all. */
const NOTES_TOLD = 200;

/** A longer note is told by its beginning, in characters. */
const NOTE_SHOWN = 1000;

const HEADINGS = {
  'harness-error': "The harness's own errors",
  'left-over': "Left over on the supplier's system",
  remark: 'Remarks',
} as const;

/** How the run went: what it left behind, what it remarked, its journeys and its patience. */
export function course({ run }: ReportInput): Markup {
  const notes = run.history.filter((event): event is NoteEvent => event.type === 'note');
  const { pace } = run.header.profile;
  return markup`${(Object.keys(HEADINGS) as (keyof typeof HEADINGS)[]).map((kind) =>
    noteList(
      HEADINGS[kind],
      notes.filter(({ note }) => note === kind),
    ),
  )}
    ${journeys(notes)}
    <h3>Patience</h3>
    <dl class="facts">
      <div>
        <dt>An answer</dt>
        <dd>${duration(pace.request)}</dd>
      </div>
      <div>
        <dt>The first KCI after a 202</dt>
        <dd>${duration(pace.acknowledge)}</dd>
      </div>
      <div>
        <dt>A later outcome</dt>
        <dd>${duration(pace.outcome)}</dd>
      </div>
      <div>
        <dt>Quiet after the last KCI</dt>
        <dd>${duration(pace.quiet)}</dd>
      </div>
    </dl>`;
}

function noteList(heading: string, notes: readonly NoteEvent[]): Markup | false {
  return (
    notes.length > 0 &&
    markup`<h3>${heading}</h3>
      <ul class="notes">
        ${notes.slice(0, NOTES_TOLD).map(({ seq, journey, text }) => markup`<li><span class="seq">#${seq}</span> ${journey !== undefined && markup`<code>${journey}</code> `}${shortened(text, NOTE_SHOWN)}</li>`)}
      </ul>
      ${notes.length > NOTES_TOLD && markup`<p class="aside">${notes.length - NOTES_TOLD} more are in the journal.</p>`}`
  );
}

function journeys(notes: readonly NoteEvent[]): Markup | false {
  const started = notes.filter(({ note }) => note === 'journey-started');
  const ended = notes.filter(({ note }) => note === 'journey-ended');
  const waits = notes.filter(({ note }) => note === 'waited');
  return (
    started.length > 0 &&
    markup`<details class="more">
      <summary>${count(started.length, 'journey')}, what they waited for and how long they took</summary>
      <ul class="notes">
        ${started.map(({ seq, journey, text, mono }) => {
          // One that was played twice has two beginnings and two ends.
          const end = ended.find((note) => note.journey === journey && note.seq > seq);
          const isAmid = (note: NoteEvent) => note.seq > seq && (!end || note.seq < end.seq);
          const waited = waits.filter((wait) => wait.journey === journey && isAmid(wait)).slice(0, NOTES_TOLD);
          return markup`<li>
            <code>${journey}</code> ${shortened(text, NOTE_SHOWN)}
            <span class="faint">${end ? duration(end.mono - mono) : 'not ended'}</span>${
              waited.length > 0 &&
              markup`<ul>
                ${waited.map((wait) => markup`<li>${shortened(wait.text, NOTE_SHOWN)}</li>`)}
              </ul>`
            }
          </li>`;
        })}
      </ul>
    </details>`
  );
}
